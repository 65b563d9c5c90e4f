package org.dpoworkbench.engine.compute.cuda.driver;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Puts the driver's numbers into words: its own, and what they mean here.
final class DriverErrors {
    private final DriverCalls calls;

    DriverErrors(DriverCalls calls) {
        this.calls = calls;
    }

    /// @param call what was asked for
    CudaException of(String call, int code) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment pointer = arena.allocate(JAVA_LONG);
            boolean named = calls.getErrorName(code, pointer.address()) == 0;
            String name = named ? Functions.text(pointer) : "";
            boolean told = calls.getErrorString(code, pointer.address()) == 0;
            String text = told ? Functions.text(pointer) : "";
            String both = name.isEmpty() ? "an error that the driver has no name for" : name;
            return new CudaException(call, code, both + (text.isEmpty() ? "" : ", " + text), meaning(code));
        }
    }

    /// What is likely, and what to do; empty where the driver's words say it all. The numbers are `CUresult`'s.
    private static String meaning(int code) {
        return switch (code) {
            case 34 ->
                "The library found is the toolkit's stub, which is for linking alone; the driver's own comes with"
                        + " the driver.";
            case 46 -> "Another process has the card for itself, or its compute mode forbids computing.";
            case 100 ->
                "The driver shows no card to this process. Is there one, and does CUDA_VISIBLE_DEVICES leave it out?";
            case 209 -> "The machine code was made for another kind of card.";
            case 218 -> "The kernels do not fit this driver.";
            case 221 ->
                "The part of the driver that compiles kernels, libnvidia-ptxjitcompiler, is missing: install"
                        + " the driver whole.";
            case 222 -> "The kernels were made with a newer CUDA than this driver knows: install a newer driver.";
            case 700, 714, 715, 716, 717, 718, 719 ->
                "A kernel went wrong, and this process cannot use the card any more. That is an error in the program.";
            case 702 -> "A kernel ran for longer than the system allows on a card that also drives a screen.";
            case 214, 220 -> "The card's memory or link is damaged.";
            case 802 -> "The machine's links between cards are not ready: start nvidia-fabricmanager.";
            case 803 ->
                "The driver's library and its kernel module are of different versions, as after an update without a"
                        + " restart: restart the machine.";
            case 804 -> "The compatibility package of CUDA is not for this card: take it off the library path.";
            case 999 -> "The driver is in a bad state, as after suspending: load nvidia_uvm anew, or restart.";
            default -> "";
        };
    }
}
