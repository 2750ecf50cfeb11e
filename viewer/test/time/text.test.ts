import { describe, expect, it } from "vitest";
import { measured, sentences, short } from "../../src/words/text";

describe("text", () => {
  it("parts an answer into sentences, not at numbers or in brackets", () => {
    expect(sentences("Of 19 attackers, 13.85 get through (95 %: 13.41 to 14.29). “National” is worse. Why?\nConsent.")).toEqual([
      "Of 19 attackers, 13.85 get through (95 %: 13.41 to 14.29).", "“National” is worse.", "Why?", "Consent."]);
  });

  it("writes values with their units", () => {
    expect([measured(0.7289, "share"), measured(2, "count"), measured(13.85, "count"), measured(70.25, "s"), measured(null, "s"), measured(0.5, "rate")])
      .toEqual(["72.9 %", "2", "13.8", "70.3 s", "—", "0.5"]);
    expect(short(0.00012345)).toBe("0.000123");
  });
});
