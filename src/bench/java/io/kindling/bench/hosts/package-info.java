/** Workers in processes of their own, some of them on hosts made of network namespaces. */
package io.kindling.bench.hosts;
