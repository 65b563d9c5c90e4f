package org.dpoworkbench.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlTest {
    @TempDir
    Path path;

    private RunFolder folder;
    private ControlInbox inbox;

    @BeforeEach
    void makeInbox() {
        folder = new RunFolder(path);
        inbox = new ControlInbox(folder);
    }

    @Test
    void eachRequestArrivesOnceWithItsId() {
        String pause = Control.request(folder, ControlRequest.Kind.PAUSE);
        assertThat(next()).isEqualTo(new ControlRequest(pause, ControlRequest.Kind.PAUSE));
        String stop = Control.request(folder, ControlRequest.Kind.STOP);
        assertThat(next()).isEqualTo(new ControlRequest(stop, ControlRequest.Kind.STOP));
        assertThat(inbox.poll()).isEmpty();
    }

    @Test
    void theFileSaysWhatIsAskedInWords() throws IOException {
        String id = Control.request(folder, ControlRequest.Kind.CHECKPOINT);
        assertThat(Files.readString(folder.control())).isEqualTo("{\"id\":\"" + id + "\",\"kind\":\"checkpoint\"}");
    }

    @Test
    void aSignalAsksForAStop() {
        inbox.requestStop();
        assertThat(inbox.poll()).contains(new ControlRequest(ControlRequest.BY_SIGNAL, ControlRequest.Kind.STOP));
        assertThat(inbox.poll()).isEmpty();
    }

    @Test
    void aRequestThatCannotBeReadIsPassedOver() throws IOException {
        Files.writeString(folder.control(), "{\"id\":\"x\",\"kind\":\"dance\"}");
        assertThat(inbox.poll()).isEmpty();
        String stop = Control.request(folder, ControlRequest.Kind.STOP);
        assertThat(next().id()).isEqualTo(stop);
    }

    @Test
    void aRequestMadeBeforeTheWorkerLookedIsHonoured() {
        Control.request(folder, ControlRequest.Kind.STOP);
        assertThat(new ControlInbox(folder).poll()).map(ControlRequest::kind).contains(ControlRequest.Kind.STOP);
    }

    @Test
    void aClearedRequestIsForgotten() throws IOException {
        Control.request(folder, ControlRequest.Kind.STOP);
        Control.clear(folder);
        assertThat(new ControlInbox(folder).poll()).isEmpty();
    }

    private ControlRequest next() {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (System.nanoTime() < deadline) {
            Optional<ControlRequest> request = inbox.poll();
            if (request.isPresent()) {
                return request.get();
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("no request arrived in 10 s");
    }
}
