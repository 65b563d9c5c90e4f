package org.dpoworkbench.engine.compute.cuda.emulator;

/// `ld`, of one, two or four numbers.
final class Load extends Access {
    private final Element element;
    private final long mask;
    private final int[] targets;

    Load(
            Space space,
            Address address,
            Element element,
            boolean meetsOthers,
            boolean unchanging,
            Names.Slot... targets) {
        super(space, address, element.bytes() * targets.length, meetsOthers, unchanging);
        this.element = element;
        this.targets = new int[targets.length];
        for (int i = 0; i < targets.length; i++) {
            this.targets[i] = targets[i].number();
        }
        mask = targets[0].bits() == 16 ? 0xffff : -1;
    }

    @Override
    void execute(Warp warp) {
        if (address.register() < 0 && space == Space.PARAM) {
            parameter(warp);
            return;
        }
        Region all = warp.places.read(this);
        if (all != null) {
            int offset = 0;
            for (int target : targets) {
                element.load(all.bytes, warp.places.at, offset, warp.registers[target], warp.active, mask);
                offset += element.bytes();
            }
            return;
        }
        for (int m = warp.active; m != 0; m &= m - 1) {
            int lane = Integer.numberOfTrailingZeros(m);
            long where = address.of(warp, lane);
            Space in = space;
            if (in == Space.GENERIC) {
                in = Space.of(where);
                where -= in.window();
            }
            Region region = readable(warp, lane, where, in);
            int at = (int) (where - region.base);
            for (int target : targets) {
                element.load(region.bytes, at, warp.registers[target], lane, mask);
                at += element.bytes();
            }
        }
    }

    /// One place for all lanes, looked up once.
    private void parameter(Warp warp) {
        int first = Integer.numberOfTrailingZeros(warp.active);
        Region region = readable(warp, first, address.offset(), Space.PARAM);
        int at = (int) address.offset();
        for (int target : targets) {
            Register register = warp.registers[target];
            for (int m = warp.active; m != 0; m &= m - 1) {
                element.load(region.bytes, at, register, Integer.numberOfTrailingZeros(m), mask);
            }
            at += element.bytes();
        }
    }
}
