package kz.centerpro.contracts.notice;

import java.util.List;

/** A mobile device that is woken without content. */
public record DeviceView(String id, String platform, String createdAt) {

    /** {@code GET /v1/devices}. */
    public record Page(List<DeviceView> items) {}
}
