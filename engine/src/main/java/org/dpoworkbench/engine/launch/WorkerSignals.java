package org.dpoworkbench.engine.launch;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a worker does when the system or a terminal tells it to go: it stops with a checkpoint, as if asked to.
///
/// Java hears of signals through `sun.misc.Signal` alone (module `jdk.unsupported`), which is called by reflection: the
/// compiler warns of each direct use and cannot be told otherwise.
public final class WorkerSignals {
    /// Set by the launcher: whether the worker has a session of its own.
    static final String OWN_SESSION = "dpo.worker.own-session";

    private static final Logger LOG = LoggerFactory.getLogger(WorkerSignals.class);

    private WorkerSignals() {}

    /// Calls `stop` on SIGINT and SIGTERM, and on SIGHUP where only someone who means the worker can have sent it. A
    /// worker in its parent's session gets SIGHUP when the terminal closes, and goes on.
    ///
    /// @param stop quick and safe from any thread, such as `ControlInbox::requestStop`
    public static void onStop(Runnable stop) {
        handle("INT", stop);
        handle("TERM", stop);
        boolean ownSession = Boolean.getBoolean(OWN_SESSION);
        handle("HUP", ownSession ? stop : () -> LOG.info("The terminal has closed; the run goes on"));
    }

    private static void handle(String name, Runnable action) {
        Runnable logged = () -> {
            LOG.info("Received SIG{}", name);
            action.run();
        };
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            MethodHandle run = MethodHandles.lookup()
                    .findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
                    .bindTo(logged);
            Object handling =
                    MethodHandleProxies.asInterfaceInstance(handler, MethodHandles.dropArguments(run, 0, signal));
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), handling);
        } catch (InvocationTargetException e) {
            // Windows knows no SIGHUP, and a JVM started with -Xrs leaves signals alone.
            LOG.debug("SIG{} cannot be handled here", name, e.getCause());
        } catch (ReflectiveOperationException e) {
            LOG.warn("This Java runtime lacks jdk.unsupported, so SIG{} ends the worker without a checkpoint", name, e);
        }
    }
}
