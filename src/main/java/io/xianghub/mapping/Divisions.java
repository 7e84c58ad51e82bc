package io.xianghub.mapping;

import io.xianghub.shared.Text;
import io.xianghub.shared.identity.Division;

/**
 * How a field writes division codes.
 *
 * @param width 6, 9 or 12 digits
 * @param truncate whether what lies below a county is its county
 */
record Divisions(int width, boolean truncate) {

    static final Divisions STANDARD = new Divisions(6, false);

    String of(String value) throws Unfit {
        String code = Width.plain(value);
        if (code.indexOf('.') >= 0) {
            throw new Unfit(
                    Text.of("区划代码不能是小数：作为数字它已失去原貌", "A division code as a number with a point has lost its form"));
        }
        Division.Flaw flaw = Division.flawOf(code, truncate);
        if (flaw == null) {
            return Division.of(code).wide(width);
        }
        throw new Unfit(
                switch (flaw) {
                    case FORM -> Text.of("不是 6、9 或 12 位区划代码", "Not a division code of 6, 9 or 12 digits");
                    case PROVINCE -> Text.of("前两位不是省级区划", "The first two digits are no province");
                    case BELOW_COUNTY ->
                        Text.of(
                                "代码细到县级以下；只要县级请写 truncate: true",
                                "The code has a level below the county; write truncate: true to take the county");
                });
    }
}
