package org.dpoworkbench.engine.compute.cuda.emulator;

/// `st`, of one, two or four numbers.
final class Store extends Access {
    private final Element element;
    private final int[] sources;

    Store(Space space, Address address, Element element, boolean meetsOthers, int... sources) {
        super(space, address, element.bytes() * sources.length, meetsOthers, false);
        this.element = element;
        this.sources = sources;
    }

    @Override
    void execute(Warp warp) {
        Region all = warp.places.write(this);
        if (all != null) {
            int offset = 0;
            for (int source : sources) {
                element.store(all.bytes, warp.places.at, offset, warp.registers[source], warp.active);
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
            Region region = writable(warp, lane, where, in);
            int at = (int) (where - region.base);
            for (int source : sources) {
                element.store(region.bytes, at, warp.registers[source], lane);
                at += element.bytes();
            }
        }
    }
}
