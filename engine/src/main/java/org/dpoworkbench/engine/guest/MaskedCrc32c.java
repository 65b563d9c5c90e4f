package org.dpoworkbench.engine.guest;

import java.util.zip.CRC32C;

/// The checksum of TFRecord files: CRC-32C (Castagnoli), rotated right by 15 bits, plus a constant, so that
/// checksums of data that hold checksums stay good.
final class MaskedCrc32c {
    private static final int MASK_DELTA = 0xa282ead8;

    private MaskedCrc32c() {}

    static int of(byte[] bytes, int offset, int length) {
        var crc = new CRC32C();
        crc.update(bytes, offset, length);
        return Integer.rotateRight((int) crc.getValue(), 15) + MASK_DELTA;
    }
}
