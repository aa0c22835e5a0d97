"""``python -m kindling`` prints the path of the jar, for ``spark-submit --jars``."""

from kindling.session import jar

if __name__ == "__main__":
    print(jar())
