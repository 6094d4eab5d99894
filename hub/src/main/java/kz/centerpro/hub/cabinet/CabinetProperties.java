package kz.centerpro.hub.cabinet;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param from
 *            a folder whose files are served as they lie now, for work on the cabinet; otherwise those of the jar
 * @param connectTo
 *            origins besides the hub that the cabinet may open a connection to: programs on the person's own device
 *            that sign
 */
@ConfigurationProperties("center.cabinet")
public record CabinetProperties(@Nullable Path from, @DefaultValue("wss://127.0.0.1:13579") List<String> connectTo) {}
