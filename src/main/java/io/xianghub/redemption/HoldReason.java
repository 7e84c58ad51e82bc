package io.xianghub.redemption;

import io.xianghub.shared.Text;

/** Why a payment detail of an enterprise is not shown. */
enum HoldReason {
    WAITING_FOR_BILL("等待支付凭证", "No certificate with this number, division and year has come yet"),
    AMBIGUOUS("对应多张支付凭证", "More than one certificate bears this number, division and year"),
    OVER_BILL("明细合计超过凭证金额", "The details of the certificate add up to more than its amount"),
    DIFFERENCE("实际支付金额与支付金额不一致", "The amount paid is neither the amount due nor zero"),
    SET_ASIDE("最新内容无法读取", "The newest version of the detail or of its certificate could not be read"),
    UNPROVEN("现有数据不能证明支付状态", "What the two tables say proves no state");

    private final String zh;
    private final String en;

    HoldReason(String zh, String en) {
        this.zh = zh;
        this.en = en;
    }

    Text label() {
        return new Text(zh, en);
    }
}
