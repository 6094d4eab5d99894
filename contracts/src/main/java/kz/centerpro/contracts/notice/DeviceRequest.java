package kz.centerpro.contracts.notice;

import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/devices}: {@code platform} is {@code ANDROID} or {@code IOS}, {@code token} what its service gave.
 */
public record DeviceRequest(@Nullable String platform, @Nullable String token) {

    @Override
    public String toString() {
        return "DeviceRequest[" + platform + "]";
    }
}
