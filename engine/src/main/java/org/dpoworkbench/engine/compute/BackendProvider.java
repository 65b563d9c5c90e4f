package org.dpoworkbench.engine.compute;

import java.util.Optional;
import java.util.ServiceLoader;
import org.dpoworkbench.engine.compute.cuda.driver.Card;

/// Where a backend comes from that is no part of the engine: a module of a build flavour, named in
/// `META-INF/services` and found on the class path or in [BackendFolder].
public interface BackendProvider {
    /// The device's name in configurations, such as `nd4j-cuda`.
    String name();

    /// What computes and with which libraries, in a few words, such as `ND4J 1.0.0-M2.1 with CUDA 11.6`.
    String description();

    /// Why it cannot compute on this machine and what to do about it, in whole sentences; empty where it can as far as
    /// can be seen from outside. Asked in the window's process: it takes no time and loads no native library.
    Optional<String> whyNot();

    /// Why a card cannot compute with it, as [org.dpoworkbench.engine.compute.cuda.driver.Cards#whyNot]; empty where it
    /// can.
    Optional<String> whyNot(Card card);

    /// The backend, in a computing process. What it lacks is told, never replaced.
    ///
    /// @throws org.dpoworkbench.engine.problem.UserError where it cannot compute here after all
    Backend open(BackendSettings settings);

    /// The provider of that name on the class path, or else in the backend's folder beside the program's. One from
    /// there can be asked, but is opened in a process with the folder's class path alone.
    static Optional<BackendProvider> named(String name) {
        return named(name, ServiceLoader.load(BackendProvider.class))
                .or(() -> BackendFolder.find()
                        .flatMap(folder -> named(name, ServiceLoader.load(BackendProvider.class, folder.loader()))));
    }

    private static Optional<BackendProvider> named(String name, ServiceLoader<BackendProvider> all) {
        return all.stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.name().equals(name))
                .findFirst();
    }
}
