package io.xianghub.redemption;

import io.xianghub.shared.Text;

/** What the treasury's certificate and detail tables prove of a payment; inferred, and shown as such. */
enum PaymentState {
    CERTIFICATE_ISSUED(
            "已开具支付凭证", "Payment certificate issued", "VOU_DATE 有值，XPAY_DATE 为空", "VOU_DATE is set, XPAY_DATE is not"),
    PAID("已到账（银行已支付）", "Paid by the bank", "XPAY_DATE 有值，XPAY_AMT = PAY_AMT", "XPAY_DATE is set, XPAY_AMT = PAY_AMT"),
    FAILED(
            "支付失败",
            "Payment failed",
            "XPAY_AMT = 0.00 且有回单附言",
            "XPAY_AMT = 0.00 with an add-word on the bank's receipt"),
    RETURNED(
            "已退回",
            "Returned",
            "支付后凭证被删除（IS_DELETED = 1）",
            "the certificate was deleted (IS_DELETED = 1) after payment");

    private final String zh;
    private final String en;
    private final String evidenceZh;
    private final String evidenceEn;

    PaymentState(String zh, String en, String evidenceZh, String evidenceEn) {
        this.zh = zh;
        this.en = en;
        this.evidenceZh = evidenceZh;
        this.evidenceEn = evidenceEn;
    }

    Text label() {
        return new Text(zh, en);
    }

    Text evidence() {
        return new Text(evidenceZh, evidenceEn);
    }
}
