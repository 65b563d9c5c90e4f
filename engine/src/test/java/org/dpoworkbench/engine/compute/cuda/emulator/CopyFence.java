package org.dpoworkbench.engine.compute.cuda.emulator;

/// `cp.async.commit_group`, `cp.async.wait_group` and `cp.async.wait_all`.
final class CopyFence extends Instruction {
    private final boolean commits;
    private final int pending;

    /// @param commits whether the copies so far become a group
    /// @param pending how many groups need not have arrived; -1 for not waiting at all
    CopyFence(boolean commits, int pending) {
        this.commits = commits;
        this.pending = pending;
    }

    @Override
    void execute(Warp warp) {
        if (commits) {
            warp.copies.commit(warp.active);
        }
        if (pending >= 0) {
            warp.copies.await(warp.active, pending);
        }
    }
}
