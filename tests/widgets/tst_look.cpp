#include "widgets/common/actions.h"
#include "widgets/common/format.h"
#include "widgets/common/theme.h"
#include "widgets/diff/difflines.h"

#include <QTest>
#include <QWidget>

#include <algorithm>
#include <cmath>
#include <set>

using namespace espalier;

namespace {

double luminance(const QColor& colour)
{
    const auto linear = [](double c) { return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

/// The contrast of the Web Content Accessibility Guidelines; 4.5 is asked of text.
double contrast(const QColor& a, const QColor& b)
{
    const double bright = std::max(luminance(a), luminance(b));
    const double dark = std::min(luminance(a), luminance(b));
    return (bright + 0.05) / (dark + 0.05);
}

} // namespace

class TestLook : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void textIsReadable();
    void rampIsNeutralAtOne();
    void numbersForPeople();
    void foreignTextIsShownAsItIsCompiled();
    void actionsHaveWordsAndKeysOfTheirOwn();
    void diffLinesFoldAndJump();
};

void TestLook::textIsReadable()
{
    for (const Theme& theme : {Theme::light(), Theme::dark()}) {
        for (const Role ink : {Role::Text, Role::Dim, Role::Accent, Role::Good, Role::Bad}) {
            for (const Role paper : {Role::Background, Role::Panel, Role::Raised}) {
                const double found = contrast(theme.color(ink), theme.color(paper));
                QVERIFY2(found >= 4.5, qPrintable(QStringLiteral("%1 on %2, dark %3: %4")
                                                      .arg(int(ink))
                                                      .arg(int(paper))
                                                      .arg(theme.isDark())
                                                      .arg(found)));
            }
        }
        for (const Role paper : {Role::DiffAdd, Role::DiffAddWord, Role::DiffRemove, Role::DiffRemoveWord}) {
            QVERIFY(contrast(theme.color(Role::Text), theme.color(paper)) >= 4.5);
        }
        for (double speedup = 0.1; speedup < 10; speedup *= 1.1) {
            QVERIFY2(contrast(theme.color(Role::Text), theme.ramp(speedup)) >= 4.5,
                     qPrintable(QString::number(speedup)));
        }
        QVERIFY(contrast(theme.color(Role::OnAccent), theme.color(Role::Accent)) >= 4.5);
        QCOMPARE(Theme::fromPalette(theme.palette()).isDark(), theme.isDark());
    }
}

void TestLook::rampIsNeutralAtOne()
{
    const Theme theme = Theme::light();
    QVERIFY(theme.ramp(1).saturation() < 20);
    QVERIFY(theme.ramp(4).red() > theme.ramp(4).blue());
    QVERIFY(theme.ramp(0.25).blue() > theme.ramp(0.25).red());
    QCOMPARE(theme.ramp(100), theme.ramp(4));
    QCOMPARE(theme.ramp(std::nan("")), theme.ramp(1));
}

void TestLook::numbersForPeople()
{
    QCOMPARE(format::speedup(4.123), QStringLiteral("4.12×"));
    QCOMPARE(format::speedup(12.34), QStringLiteral("12.3×"));
    QCOMPARE(format::speedup(0), QStringLiteral("–"));
    QCOMPARE(format::interval({4.12, 4.05, 4.19}), QStringLiteral("[4.05, 4.19]"));
    QCOMPARE(format::interval({}), QString());
    QCOMPARE(format::milliseconds(0.265), QStringLiteral("265 µs"));
    QCOMPARE(format::milliseconds(1.384), QStringLiteral("1.38 ms"));
    QCOMPARE(format::gain(1.52, 1), QStringLiteral("+52 %"));
    QCOMPARE(format::gain(0.92, 1), QStringLiteral("−8 %"));
    QCOMPARE(format::gain(27.84, 1), QStringLiteral("27.8×"));
    QCOMPARE(format::gain(0, 1), QString());
    QCOMPARE(format::failure(Verdict::BuildFailed), QStringLiteral("✕ build failed"));
    QCOMPARE(format::failure(Verdict::Slower), QString());
    QCOMPARE(format::failure(Verdict::Untimed), QStringLiteral("○ untimed"));
    QCOMPARE(format::wholeOptions(QStringLiteral("simd-inner -m-x")), QStringLiteral("simd-inner -\u2060m-\u2060x"));
    QCOMPARE(format::bound(Bound::Memory), QStringLiteral("memory-bound"));
    QCOMPARE(format::bound(Bound::Balanced), QStringLiteral("balanced"));
}

void TestLook::foreignTextIsShownAsItIsCompiled()
{
    QCOMPARE(format::codeLine("a\tb"), QStringLiteral("a    b"));
    QCOMPARE(format::codeLine("if (x /*\u202e*/)"), QStringLiteral("if (x /*·*/)"));
    QCOMPARE(format::codeLine(std::string("a\0b\x1b", 4)), QStringLiteral("a·b·"));
    QVERIFY(format::codeLine(std::string(1'000'000, 'x')).size() < 2100);
}

void TestLook::actionsHaveWordsAndKeysOfTheirOwn()
{
    QWidget parent;
    const Actions actions(&parent);
    std::set<QString> keys;
    for (const ActionSpec& spec : actionSpecs()) {
        const QAction* action = actions[spec.id];
        QVERIFY(!action->text().isEmpty() && !action->toolTip().isEmpty());
        if (!action->shortcut().isEmpty()) {
            QVERIFY2(keys.insert(action->shortcut().toString()).second, spec.text);
        }
    }
}

void TestLook::diffLinesFoldAndJump()
{
    std::string left;
    for (int i = 0; i < 40; ++i) {
        left += "line " + std::to_string(i) + "\n";
    }
    std::string right = left;
    right.replace(right.find("line 5\n"), 7, "line five\n");
    right.replace(right.find("line 30\n"), 8, "line thirty\nand more\n");
    const LineDiff diff = diffLines(left, right);
    const std::vector<DiffLine> lines = unifiedLines(diff, {});
    const auto folds = std::ranges::count(lines, DiffLine::Fold, &DiffLine::kind);
    QCOMPARE(folds, 3);
    int at = nextChange(lines, -1, true);
    QCOMPARE(lines[static_cast<std::size_t>(at)].kind, DiffLine::Removed);
    at = nextChange(lines, at, true);
    QVERIFY(at > 0);
    QCOMPARE(nextChange(lines, at, true), -1);
    QVERIFY(nextChange(lines, at, false) >= 0);
    const std::vector<DiffLine> opened = unifiedLines(diff, {lines.front().row});
    QCOMPARE(std::ranges::count(opened, DiffLine::Fold, &DiffLine::kind), folds - 1);
    QVERIFY(pairedLines(diff, {}).size() < lines.size());
}

QTEST_MAIN(TestLook)
#include "tst_look.moc"
