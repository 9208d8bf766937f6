/**
 * What the rules mean to a citizen: a bad rating needs a reason, a step is rated once,
 * may be added to once, and a name is given only with consent and read by nobody.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { arrived, evaluations } from "./journey/central.mjs";
import { Citizen } from "./journey/citizen.mjs";
import { expectVisible } from "./journey/expect.mjs";
import { HALL, reportStep } from "./journey/hall.mjs";
import { DESKTOP, PHONE, onScreen, useBrowser } from "./journey/screens.mjs";

useBrowser();

async function opens(page, ticket, lang = "zh") {
  await page.goto(`${HALL}/embed/inline?lang=${lang}&ticket=${ticket}`);
  return new Citizen(page.locator("haochaping-rating"), lang);
}

for (const lang of ["zh", "en"]) {
  test(`nothing chosen, then a bad rating without a reason: both are said; with one it is taken (${lang})`, () =>
    onScreen(PHONE, async (page) => {
      const { caseNo, ticket } = await reportStep();
      const citizen = await opens(page, ticket, lang);
      await citizen.sees();
      await citizen.submit();
      await expectVisible(citizen.heading(citizen.words.notSubmitted));
      await citizen.choose(1);
      await citizen.submit();
      await expectVisible(citizen.heading(citizen.words.notSubmitted));
      assert.deepEqual(await evaluations(caseNo), []);
      await citizen.because("110");
      await citizen.because("115");
      await citizen.submit();
      await citizen.receipt();
      await expectVisible(page.getByText(citizen.words.within));
      const [row] = await arrived(caseNo);
      assert.deepEqual([row.level, row.negative, [...row.indicators].sort()], [1, true, ["110", "115"]]);
    }));
}

test("a bad rating with a comment alone is taken", () =>
  onScreen(DESKTOP, async (page) => {
    const { caseNo, ticket } = await reportStep();
    const citizen = await opens(page, ticket);
    await citizen.sees();
    await citizen.choose(2);
    await citizen.comment().fill("等了三个小时");
    await citizen.submit();
    await citizen.receipt();
    const [row] = await arrived(caseNo);
    assert.deepEqual([row.level, row.indicators, row.comment], [2, [], "等了三个小时"]);
  }));

test("a rated step says so; the additional evaluation stands beside the first", () =>
  onScreen(PHONE, async (page) => {
    const { event, caseNo, ticket } = await reportStep();
    let citizen = await opens(page, ticket);
    await citizen.sees();
    await citizen.choose(2);
    await citizen.because("214");
    await citizen.submit();
    await citizen.receipt();
    const [first] = await arrived(caseNo);

    citizen = await opens(page, ticket);
    await expectVisible(citizen.heading(citizen.words.already));
    assert.equal(await page.getByRole("radio").count(), 0, "nothing to choose any more");

    const again = await reportStep({ ...event, round: 2 });
    citizen = await opens(page, again.ticket);
    await citizen.choose(4);
    await citizen.comment().fill("整改后好多了");
    await citizen.submit(citizen.words.submitAgain);
    await citizen.receipt(citizen.words.submittedAgain);
    const rows = await arrived(caseNo, 2);
    assert.deepEqual(rows.map((row) => [row.round, row.level]), [[1, 2], [2, 4]]);
    assert.deepEqual(rows[0], first, "the first is untouched");

    citizen = await opens(page, again.ticket);
    await expectVisible(citizen.heading(citizen.words.already));
  }));

const NAME = "欧阳择贤";
const NUMBER = "13998761234";

for (const [size, screen] of [["phone", PHONE], ["desktop", DESKTOP]]) {
  test(`a name needs consent; with it the row has the flags and only the seal holds the name (${size})`, () =>
    onScreen(screen, async (page) => {
      const { caseNo, ticket } = await reportStep();
      const citizen = await opens(page, ticket);
      await citizen.sees();
      await citizen.choose(2);
      await citizen.because("208");
      const { where, words } = citizen;
      assert.equal(await where.getByLabel(words.name, { exact: true }).isVisible(), false, "anonymous at first");
      await where.getByRole("switch", { name: words.switch }).check();
      await where.getByLabel(words.name, { exact: true }).fill(NAME);
      await where.getByLabel(words.phone, { exact: true }).fill(NUMBER);
      for (const consent of [words.consentContact, words.consentPublish]) {
        assert.equal(await where.getByLabel(consent, { exact: true }).isChecked(), false, "no consent beforehand");
      }
      await citizen.submit();
      await expectVisible(citizen.heading(words.notSubmitted));
      assert.deepEqual(await evaluations(caseNo), []);
      await where.getByLabel(words.consentContact, { exact: true }).check();
      await where.getByLabel(words.consentPublish, { exact: true }).check();
      await citizen.submit();
      await citizen.receipt();

      const [row] = await arrived(caseNo);
      assert.deepEqual([row.consent_contact, row.consent_publish, row.has_identity], [true, true, true]);
      assert.ok(row.sealed.length > 60 && row.key_id, "there is a seal");
      const bytes = Buffer.from(row.sealed, "base64url");
      const stored = JSON.stringify(row) + bytes.toString("utf8") + bytes.toString("latin1");
      for (const secret of [NAME, NUMBER, NUMBER.slice(-8)]) {
        assert.ok(!stored.includes(secret), `${secret} can be read in the row`);
      }
    }));
}
