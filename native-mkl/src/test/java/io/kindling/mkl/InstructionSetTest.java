package io.kindling.mkl;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.dnnl.global.dnnl;
import org.junit.jupiter.api.Test;

/** What is told of processors. */
final class InstructionSetTest {
  @Test
  void bfloat16_takesItsOwnInstructions() {
    assertThat(InstructionSet.withoutBfloat16(dnnl.dnnl_cpu_isa_avx512_core_vnni))
        .hasValue("bfloat16 takes AVX-512 with bf16 or AMX, and oneDNN has AVX-512 with VNNI");
    assertThat(InstructionSet.withoutBfloat16(dnnl.dnnl_cpu_isa_avx2_vnni_2)).isPresent();
    assertThat(InstructionSet.withoutBfloat16(dnnl.dnnl_cpu_isa_avx512_core_bf16)).isEmpty();
    assertThat(InstructionSet.withoutBfloat16(dnnl.dnnl_cpu_isa_avx512_core_amx)).isEmpty();
    assertThat(InstructionSet.withoutBfloat16(dnnl.dnnl_cpu_isa_avx10_2_512)).isEmpty();
  }
}
