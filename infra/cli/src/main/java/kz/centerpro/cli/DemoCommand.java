package kz.centerpro.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import kz.centerpro.cli.client.HubAddress;
import kz.centerpro.cli.client.HubClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Two companies exchange a document. */
@Command(name = "demo", description = {"Two test companies register, accept the offer and exchange a signed document;",
        "both boxes are followed live. Needs a development hub: infra/bin/center up"})
final class DemoCommand extends Reporting implements Callable<Integer> {

    @Mixin
    private HubOptions hub = new HubOptions();

    @Option(names = "--people", paramLabel = "DIR", description = "folder with the test people's key files")
    private @Nullable Path folder;

    @Override
    public Integer call() throws IOException {
        HubAddress address = hub.address();
        Path people = folder == null ? address.people() : folder;
        if (people == null || !Files.isDirectory(people)) {
            throw CommandFailure.unknown("no development hub is running from this folder: start one with "
                    + "infra/bin/center up, or name its folder of test people with --people");
        }
        HubClient client = new HubClient(address.http());
        Story story = new Story(this::say);
        try (DemoParty sender = DemoParty.of("head-a", people, client, story);
                DemoParty recipient = DemoParty.of("head-b", people, client, story)) {
            new DemoWalk(client, story, sender, recipient).walk();
        }
        if (json()) {
            out().println(Json.text(story.told()));
        }
        return Exit.GOOD;
    }
}
