package org.dpoworkbench.engine.compute.cpu.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dpoworkbench.engine.compute.cpu.machine.Register.R10;
import static org.dpoworkbench.engine.compute.cpu.machine.Register.R11;
import static org.dpoworkbench.engine.compute.cpu.machine.Register.R8;
import static org.dpoworkbench.engine.compute.cpu.machine.Register.R9;
import static org.dpoworkbench.engine.compute.cpu.machine.Register.RAX;
import static org.dpoworkbench.engine.compute.cpu.machine.Register.RCX;
import static org.dpoworkbench.engine.compute.cpu.machine.Register.RDI;
import static org.dpoworkbench.engine.compute.cpu.machine.Register.RDX;
import static org.dpoworkbench.engine.compute.cpu.machine.Register.RSI;

import java.util.HexFormat;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// The expected bytes are those of GNU as 2.40 for the instruction in the comment, where it encodes an offset in 32
/// bits ([#offsetsAlwaysTakeThirtyTwoBits]) and AVX2's prefix in three bytes.
class AssemblerTest {
    @Test
    void generalRegisters() {
        check(a -> a.move(R11, RDI), "4989fb"); // mov %rdi, %r11
        check(a -> a.move(RAX, R9), "4c89c8"); // mov %r9, %rax
        check(a -> a.move(R10, 0x1122334455667788L), "49ba8877665544332211"); // movabs $0x1122334455667788, %r10
        check(a -> a.move(RAX, 32L), "48b82000000000000000"); // movabs $32, %rax
        check(a -> a.add(R8, R9), "4d01c8"); // add %r9, %r8
        check(a -> a.add(RDI, RSI), "4801f7"); // add %rsi, %rdi
        check(a -> a.add(R11, 6144), "4981c300180000"); // add $6144, %r11
        check(a -> a.shiftLeft(R9, 4), "49c1e104"); // shl $4, %r9
        check(a -> a.loadFromStack(R11, 8), "4c8b9c2408000000"); // mov 0x8(%rsp), %r11
        check(a -> a.loadFromStack(RAX, 8), "488b842408000000"); // mov 0x8(%rsp), %rax
        check(a -> a.push(RCX), "51"); // push %rcx
        check(a -> a.pop(RDI), "5f"); // pop %rdi
        check(a -> a.prefetch(R11, 6144), "410f188b00180000"); // prefetcht0 6144(%r11)
        check(a -> a.prefetch(RSI, 6144), "0f188e00180000"); // prefetcht0 6144(%rsi)
        check(a -> a.prefetch(R11, RDX), "410f184c1300"); // prefetcht0 0x0(%r11, %rdx, 1)
    }

    @Test
    void tiles() {
        check(a -> a.releaseTiles(), "c4e27849c0"); // tilerelease
        check(a -> a.zeroTile(3), "c4e27b49d8"); // tilezero %tmm3
        check(a -> a.loadTile(5, R11, 0x1400, R10), "c4827b4bac1300140000"); // tileloadd 0x1400(%r11,%r10), %tmm5
        check(a -> a.loadTile(7, RSI, 0x1400, R10), "c4a27b4bbc1600140000"); // tileloadd 0x1400(%rsi,%r10), %tmm7
        check(a -> a.storeTile(2, RAX, 0x1400, R9), "c4a27a4b940800140000"); // tilestored %tmm2, 0x1400(%rax,%r9)
        check(a -> a.storeTile(1, R8, 0x1400, R9), "c4827a4b8c0800140000"); // tilestored %tmm1, 0x1400(%r8,%r9)
        check(a -> a.multiplyTiles(0, 4, 6), "c4e24a5cc4"); // tdpbf16ps %tmm6, %tmm4, %tmm0
        check(a -> a.multiplyTiles(3, 5, 7), "c4e2425cdd"); // tdpbf16ps %tmm7, %tmm5, %tmm3
    }

    @Test
    void vectors() {
        check(a -> a.loadVector(0, RDI, 0x1004), "62f17c48108704100000"); // vmovups 0x1004(%rdi), %zmm0
        check(a -> a.loadVector(30, R8, 0x1004), "62417c4810b004100000"); // vmovups 0x1004(%r8), %zmm30
        check(a -> a.storeVector(12, RDX, 0x1004), "62717c4811a204100000"); // vmovups %zmm12, 0x1004(%rdx)
        check(a -> a.storeVector(31, R11, 0x1004), "62417c4811bb04100000"); // vmovups %zmm31, 0x1004(%r11)
        check(a -> a.addInts(4, 0, 30), "62917d48fee6"); // vpaddd %zmm30, %zmm0, %zmm4
        check(a -> a.and(20, 4, 31), "62815d48dbe7"); // vpandd %zmm31, %zmm4, %zmm20
        check(a -> a.or(12, 12, 5), "62711d48ebe5"); // vpord %zmm5, %zmm12, %zmm12
        check(a -> a.shiftIntsRight(12, 4, 16), "62f11d4872d410"); // vpsrld $16, %zmm4, %zmm12
        check(a -> a.shiftIntsRight(28, 20, 16), "62b11d4072d410"); // vpsrld $16, %zmm20, %zmm28
        check(a -> a.subtractFloats(0, 0, 4), "62f17c485cc4"); // vsubps %zmm4, %zmm0, %zmm0
        check(a -> a.addFloats(0, 16, 17), "62b17c4058c1"); // vaddps %zmm17, %zmm16, %zmm0
        check(a -> a.multiplyAdd(15, 18, 19), "62326d40b8fb"); // vfmadd231ps %zmm19, %zmm18, %zmm15
        // vfmadd231ps 0x1004(%rdi){1to16}, %zmm30, %zmm28
        check(a -> a.multiplyAddBroadcast(28, 30, RDI, 0x1004), "62620d50b8a704100000");
        check(a -> a.zero(13), "62511548efed"); // vpxord %zmm13, %zmm13, %zmm13
        check(a -> a.joinLowFours(16, 2, 3), "62e36d4823c344"); // vshuff32x4 $0x44, %zmm3, %zmm2, %zmm16
        check(a -> a.joinHighFours(17, 2, 3), "62e36d4823cbee"); // vshuff32x4 $0xee, %zmm3, %zmm2, %zmm17
        check(a -> a.joinEvenFloats(16, 0, 1), "62e17c48c6c188"); // vshufps $0x88, %zmm1, %zmm0, %zmm16
        check(a -> a.joinOddFloats(17, 0, 1), "62e17c48c6c9dd"); // vshufps $0xdd, %zmm1, %zmm0, %zmm17
        check(a -> a.interleaveLowFloats(16, 0, 1), "62e17c4814c1"); // vunpcklps %zmm1, %zmm0, %zmm16
        check(a -> a.interleaveHighFloats(2, 17, 31), "6291744015d7"); // vunpckhps %zmm31, %zmm17, %zmm2
        check(a -> a.joinLowPairs(0, 16, 18), "62b1fd4014c2"); // vunpcklpd %zmm18, %zmm16, %zmm0
        check(a -> a.joinHighPairs(1, 16, 18), "62b1fd4015ca"); // vunpckhpd %zmm18, %zmm16, %zmm1
        check(a -> a.joinEvenFours(16, 0, 4), "62e37d4823c488"); // vshuff32x4 $0x88, %zmm4, %zmm0, %zmm16
        check(a -> a.joinOddFours(12, 20, 28), "62135d4023e4dd"); // vshuff32x4 $0xdd, %zmm28, %zmm20, %zmm12
    }

    @Test
    void vectorsOfHalfTheWidth() {
        checkAvx2(a -> a.storeToStack(R10, 8), "4c89942408000000"); // mov %r10,0x8(%rsp)
        checkAvx2(a -> a.load(12, R11, 0x1004), "c4417c10a304100000"); // vmovups 0x1004(%r11), %ymm12
        checkAvx2(a -> a.load(9, RDI, RSI, 2), "c4617c104c7700"); // vmovups 0x0(%rdi, %rsi,2), %ymm9
        checkAvx2(a -> a.load(3, R10, RSI, 1), "c4c17c105c3200"); // vmovups 0x0(%r10, %rsi,1), %ymm3
        checkAvx2(a -> a.store(13, RDX, 0x1004), "c4617c11aa04100000"); // vmovups %ymm13,0x1004(%rdx)
        checkAvx2(a -> a.store(2, R10, 0x1004), "c4c17c119204100000"); // vmovups %ymm2,0x1004(%r10)
        // vmaskmovps 0x1004(%r11), %ymm14, %ymm8
        checkAvx2(a -> a.loadMasked(8, 14, R11, 0x1004), "c4420d2c8304100000");
        // vmaskmovps %ymm3, %ymm15,0x1004(%r10)
        checkAvx2(a -> a.storeMasked(3, 15, R10, 0x1004), "c4c2052e9a04100000");
        checkAvx2(a -> a.broadcast(14, RAX, 0x1004), "c4627d18b004100000"); // vbroadcastss 0x1004(%rax), %ymm14
        checkAvx2(a -> a.broadcast(14, R10, RSI, 2), "c4427d18747200"); // vbroadcastss 0x0(%r10, %rsi,2), %ymm14
        checkAvx2(a -> a.broadcast(10, RAX, RSI, 1), "c4627d18543000"); // vbroadcastss 0x0(%rax, %rsi,1), %ymm10
        checkAvx2(a -> a.clear(11), "c4412457db"); // vxorps %ymm11, %ymm11, %ymm11
        checkAvx2(a -> a.multiply(5, 5, 14), "c4c15459ee"); // vmulps %ymm14, %ymm5, %ymm5
        checkAvx2(a -> a.addProduct(10, 12, 14), "c4421db8d6"); // vfmadd231ps %ymm14, %ymm12, %ymm10
        checkAvx2(a -> a.scaleAndAdd(7, 10, 8), "c4c22da8f8"); // vfmadd213ps %ymm8, %ymm10, %ymm7
        // vfmadd213ps 0x1004(%r10), %ymm14, %ymm11
        checkAvx2(a -> a.scaleAndAdd(11, 14, R10, 0x1004), "c4420da89a04100000");
        checkAvx2(a -> a.interleaveLow(8, 0, 1), "c4617c14c1"); // vunpcklps %ymm1, %ymm0, %ymm8
        checkAvx2(a -> a.interleaveHigh(15, 6, 7), "c4614c15ff"); // vunpckhps %ymm7, %ymm6, %ymm15
        checkAvx2(a -> a.joinLow(0, 8, 10), "c4c13cc6c244"); // vshufps $0x44, %ymm10, %ymm8, %ymm0
        checkAvx2(a -> a.joinHigh(7, 13, 15), "c4c114c6ffee"); // vshufps $0xee, %ymm15, %ymm13, %ymm7
        checkAvx2(a -> a.firstHalves(8, 0, 4), "c4637d06c420"); // vperm2f128 $0x20, %ymm4, %ymm0, %ymm8
        checkAvx2(a -> a.secondHalves(15, 3, 7), "c4636506ff31"); // vperm2f128 $0x31, %ymm7, %ymm3, %ymm15
    }

    /// Shorter ones exist for offsets of 8 bits; one form is enough here.
    @Test
    void offsetsAlwaysTakeThirtyTwoBits() {
        assertThat(bytes(a -> a.loadVector(0, RDI, 0))).isEqualTo("62f17c481087" + "00000000");
    }

    @Test
    void jumpsBackToWhereItWas() {
        // 1: add $64, %rdx; dec %rax; jne 1b
        assertThat(bytes(a -> {
                    int loop = a.here();
                    a.add(RDX, 64);
                    a.countDown(RAX, loop);
                }))
                .isEqualTo("4881c240000000" + "48ffc8" + "0f85f0ffffff");
        // 1: add $64, %rdx; decq 24(%rsp); jne 1b
        assertThat(bytes(a -> {
                    int loop = a.here();
                    a.add(RDX, 64);
                    a.countDownOnStack(24, loop);
                }))
                .isEqualTo("4881c240000000" + "48ff8c2418000000" + "0f85ebffffff");
    }

    private static void check(Consumer<Assembler> instruction, String expected) {
        assertThat(bytes(instruction)).isEqualTo(expected);
    }

    private static String bytes(Consumer<Assembler> routine) {
        return bytes(new Assembler(), routine);
    }

    private static void checkAvx2(Consumer<Avx2Assembler> instruction, String expected) {
        assertThat(bytes(new Avx2Assembler(), instruction)).isEqualTo(expected);
    }

    private static <A extends Assembler> String bytes(A assembler, Consumer<A> routine) {
        routine.accept(assembler);
        return HexFormat.of().formatHex(assembler.code());
    }
}
