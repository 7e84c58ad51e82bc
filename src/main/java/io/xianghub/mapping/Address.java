package io.xianghub.mapping;

import java.util.List;

/** How much of an address may be seen: down to the county. */
final class Address {

    /** Beginnings of an address whose county cannot be told. */
    private static final int SHOWN = 6;

    /** What ends in a county's word but is none: regions above it, and parts of a street below it. */
    private static final List<String> NO_COUNTIES = List.of(
            "自治区", "地区", "特区", "小区", "社区", "校区", "院区", "园区", "景区", "片区", "厂区", "库区", "营区", "矿区", "市区", "城市", "超市", "门市",
            "夜市", "菜市", "花市");

    private Address() {}

    /** Where what may be seen ends. */
    static int county(String address) {
        boolean inPrefecture = false;
        for (int i = 1; i < address.length(); i++) {
            char here = address.charAt(i);
            boolean city = here == '市';
            if (!city && here != '县' && here != '区' && here != '旗' && here != '州') {
                continue;
            }
            String until = address.substring(0, i + 1);
            if (NO_COUNTIES.stream().anyMatch(until::endsWith)) {
                continue;
            }
            if (here == '州' && !until.endsWith("自治州")) {
                continue;
            }
            if (here == '州' || (city && !inPrefecture)) {
                inPrefecture = true;
                continue;
            }
            return i + 1;
        }
        return address.offsetByCodePoints(0, Math.min(SHOWN, address.codePointCount(0, address.length())));
    }
}
