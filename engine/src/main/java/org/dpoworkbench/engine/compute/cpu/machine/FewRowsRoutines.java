package org.dpoworkbench.engine.compute.cpu.machine;

import static org.dpoworkbench.engine.compute.cpu.machine.Register.R10;
import static org.dpoworkbench.engine.compute.cpu.machine.Register.R11;
import static org.dpoworkbench.engine.compute.cpu.machine.Register.R8;
import static org.dpoworkbench.engine.compute.cpu.machine.Register.R9;
import static org.dpoworkbench.engine.compute.cpu.machine.Register.RAX;
import static org.dpoworkbench.engine.compute.cpu.machine.Register.RCX;
import static org.dpoworkbench.engine.compute.cpu.machine.Register.RDI;
import static org.dpoworkbench.engine.compute.cpu.machine.Register.RDX;
import static org.dpoworkbench.engine.compute.cpu.machine.Register.RSI;

/// The machine code of [FewRowsKernels], whose methods say what each routine does.
final class FewRowsRoutines {
    private static final int VECTOR = 64;
    private static final int LANES = 16;
    private static final int VECTORS = 32;
    private static final int RETURN_ADDRESS = 8;

    private FewRowsRoutines() {}

    /// Vectors of columns whose sums are in registers at a time, beside those of the matrix.
    private static int columnsAtOnce(int rows) {
        int columns = FewRowsKernels.STRIP / LANES;
        while ((rows + 1) * columns > VECTORS) {
            columns /= 2;
        }
        return columns;
    }

    /// RDI factors, RSI matrix, RDX bytes from row to row of it, RCX its rows, R8 sums, R9 bytes from row to row of
    /// them, and on the stack how many bytes behind the matrix that begins which is asked for next.
    static byte[] sums(int rows) {
        int columns = columnsAtOnce(rows);
        var code = new Assembler();
        code.move(R10, (long) FewRowsKernels.STRIP / LANES / columns);
        int block = code.here();
        code.move(RAX, R8);
        for (int row = 0; row < rows; row++) {
            for (int c = 0; c < columns; c++) {
                code.loadVector(row * columns + c, RAX, c * VECTOR);
            }
            code.add(RAX, R9);
        }
        code.move(RAX, RSI);
        code.loadFromStack(R11, RETURN_ADDRESS);
        code.add(R11, RSI);
        code.push(RCX);
        code.push(RDI);
        int matrixRow = code.here();
        for (int c = 0; c < columns; c++) {
            code.loadVector(rows * columns + c, RAX, c * VECTOR);
            code.prefetch(R11, c * VECTOR);
        }
        for (int row = 0; row < rows; row++) {
            for (int c = 0; c < columns; c++) {
                code.multiplyAddBroadcast(row * columns + c, rows * columns + c, RDI, row * Float.BYTES);
            }
        }
        code.add(RDI, rows * Float.BYTES);
        code.add(RAX, RDX);
        code.add(R11, RDX);
        code.countDown(RCX, matrixRow);
        code.pop(RDI);
        code.pop(RCX);
        code.move(RAX, R8);
        for (int row = 0; row < rows; row++) {
            for (int c = 0; c < columns; c++) {
                code.storeVector(row * columns + c, RAX, c * VECTOR);
            }
            code.add(RAX, R9);
        }
        code.add(RSI, columns * VECTOR);
        code.add(R8, columns * VECTOR);
        code.countDown(R10, block);
        code.end();
        return code.code();
    }

    /// RDI factors, RSI matrix, RDX bytes from row to row of it, RCX vectors of a row, R8 results, R9 groups.
    static byte[] dots(int rows) {
        int group = FewRowsKernels.group(rows);
        int matrix = LANES;
        int factor = LANES + group;
        var code = new Assembler();
        int begin = code.here();
        for (int sum = 0; sum < LANES; sum++) {
            code.zero(sum);
        }
        code.move(R10, RSI);
        code.push(RCX);
        code.push(RDI);
        int vector = code.here();
        code.move(RAX, R10);
        for (int j = 0; j < group; j++) {
            code.loadVector(matrix + j, RAX, 0);
            code.add(RAX, RDX);
        }
        for (int j = 0; j < group; j++) { // the next group
            code.prefetch(RAX, 0);
            code.add(RAX, RDX);
        }
        for (int row = 0; row < rows; row++) {
            code.loadVector(factor, RDI, row * VECTOR);
            for (int j = 0; j < group; j++) {
                code.multiplyAdd(row * group + j, factor, matrix + j);
            }
        }
        code.add(RDI, rows * VECTOR);
        code.add(R10, VECTOR);
        code.countDown(RCX, vector);
        code.pop(RDI);
        code.pop(RCX);
        sumLanes(code);
        code.storeVector(0, R8, 0);
        code.add(R8, VECTOR);
        for (int j = 0; j < group; j++) {
            code.add(RSI, RDX);
        }
        code.countDown(R9, begin);
        code.end();
        return code.code();
    }

    /// The vectors 0 to 15 become one, vector 0, of the sums of their lanes: those of vector p at
    /// [FewRowsKernels#place]. Halves are added to each other, then quarters, and so on.
    private static void sumLanes(Assembler code) {
        for (int i = 0; i < 8; i++) {
            code.joinLowFours(16, 2 * i, 2 * i + 1);
            code.joinHighFours(17, 2 * i, 2 * i + 1);
            code.addFloats(i, 16, 17);
        }
        for (int i = 0; i < 4; i++) {
            code.joinEvenFours(16, 2 * i, 2 * i + 1);
            code.joinOddFours(17, 2 * i, 2 * i + 1);
            code.addFloats(i, 16, 17);
        }
        for (int i = 0; i < 2; i++) {
            code.joinLowPairs(16, 2 * i, 2 * i + 1);
            code.joinHighPairs(17, 2 * i, 2 * i + 1);
            code.addFloats(i, 16, 17);
        }
        code.joinEvenFloats(16, 0, 1);
        code.joinOddFloats(17, 0, 1);
        code.addFloats(0, 16, 17);
    }
}
