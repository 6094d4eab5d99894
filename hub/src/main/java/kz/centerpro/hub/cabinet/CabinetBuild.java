package kz.centerpro.hub.cabinet;

/** What stands in the addresses of the cabinet's files: {@code /cabinet/<name>/…}. */
public record CabinetBuild(String name) {}
