package io.kindling.mkl;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.dnnl.global.dnnl;

/** The names of the instruction sets that oneDNN tells apart. */
final class InstructionSet {
  private InstructionSet() {}

  /**
   * Returns why there are no bfloat16 products in an instruction set; empty where there are.
   *
   * <p>oneDNN imitates them on other AVX-512 processors, slower than float32.
   */
  static Optional<String> withoutBfloat16(int isa) {
    int needed = dnnl.dnnl_cpu_isa_avx512_core_bf16;
    return (isa & needed) == needed
        ? Optional.empty()
        : Optional.of("bfloat16 takes AVX-512 with bf16 or AMX, and oneDNN has " + name(isa));
  }

  static String name(int isa) {
    Map<Integer, String> names = new LinkedHashMap<>();
    names.put(dnnl.dnnl_cpu_isa_sse41, "SSE4.1");
    names.put(dnnl.dnnl_cpu_isa_avx, "AVX");
    names.put(dnnl.dnnl_cpu_isa_avx2, "AVX2");
    names.put(dnnl.dnnl_cpu_isa_avx2_vnni, "AVX2 with VNNI");
    names.put(dnnl.dnnl_cpu_isa_avx2_vnni_2, "AVX2 with VNNI, bf16 and fp16 conversion");
    names.put(dnnl.dnnl_cpu_isa_avx512_core, "AVX-512");
    names.put(dnnl.dnnl_cpu_isa_avx512_core_vnni, "AVX-512 with VNNI");
    names.put(dnnl.dnnl_cpu_isa_avx512_core_bf16, "AVX-512 with bf16");
    names.put(dnnl.dnnl_cpu_isa_avx512_core_fp16, "AVX-512 with bf16 and fp16");
    names.put(dnnl.dnnl_cpu_isa_avx512_core_amx, "AVX-512 with AMX");
    names.put(dnnl.dnnl_cpu_isa_avx512_core_amx_fp16, "AVX-512 with AMX and fp16");
    names.put(dnnl.dnnl_cpu_isa_avx10_2_512, "AVX10.2");
    names.put(dnnl.dnnl_cpu_isa_avx10_2_512_amx_2, "AVX10.2 with AMX");
    return names.getOrDefault(isa, "instruction set 0x" + Integer.toHexString(isa));
  }
}
