#include "widgets/common/format.h"
#include "widgets/common/theme.h"
#include "widgets/diff/difflines.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>

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
    void graphicsStandOut();
    void rampIsToldApartWithoutRedOrGreen();
    void rampIsNeutralAtOne();
    void numbersForPeople();
    void foreignTextIsShownAsItIsCompiled();
    void diffLinesFoldAndJump();
};

void TestLook::textIsReadable()
{
    constexpr std::array kPapers{Role::Background, Role::Panel, Role::Raised};
    for (const Theme& theme : {Theme::light(), Theme::dark(), Theme::highContrast()}) {
        const double least = theme.kind() == Theme::Kind::HighContrast ? 7 : 4.5;
        const auto check = [&](Role ink, Role paper, double asked) {
            const double found = contrast(theme.color(ink), theme.color(paper));
            QVERIFY2(found >= asked, qPrintable(QStringLiteral("%1 on %2, theme %3: %4")
                                                    .arg(int(ink))
                                                    .arg(int(paper))
                                                    .arg(int(theme.kind()))
                                                    .arg(found)));
        };
        for (const Role ink : {Role::Text, Role::Dim, Role::Accent, Role::Good, Role::Bad, Role::CodeKeyword,
                               Role::CodeString, Role::CodeNumber, Role::CodeDirective}) {
            for (const Role paper : kPapers) {
                check(ink, paper, least);
            }
        }
        for (const Role paper : {Role::DiffAdd, Role::DiffAddWord, Role::DiffRemove, Role::DiffRemoveWord}) {
            check(Role::Text, paper, 4.5);
        }
        check(Role::Dim, Role::DiffAdd, 4.5); // line numbers
        check(Role::Dim, Role::DiffRemove, 4.5);
        check(Role::OnAccent, Role::Accent, least);
        for (double speedup = 0.1; speedup < 10; speedup *= 1.1) {
            QVERIFY2(contrast(theme.color(Role::Text), theme.ramp(speedup)) >= 4.5,
                     qPrintable(QString::number(speedup)));
        }
        QCOMPARE(Theme::fromPalette(theme.palette()).kind(), theme.kind());
    }
}

void TestLook::graphicsStandOut()
{
    for (const Theme& theme : {Theme::light(), Theme::dark(), Theme::highContrast()}) {
        for (const Role paper : {Role::Background, Role::Panel}) {
            for (const Role ink : {Role::Accent, Role::Good, Role::Bad, Role::Dim, Role::Edge}) {
                QVERIFY2(
                    contrast(theme.color(ink), theme.color(paper)) >= 3,
                    qPrintable(
                        QStringLiteral("%1 on %2, theme %3").arg(int(ink)).arg(int(paper)).arg(int(theme.kind()))));
            }
        }
    }
    // There everything that is drawn stands out: hairlines, and each box of the tree without its outline.
    const Theme theme = Theme::highContrast();
    QVERIFY(contrast(theme.color(Role::Line), theme.color(Role::Raised)) >= 3);
    for (double speedup = 0.1; speedup < 10; speedup *= 1.1) {
        QVERIFY2(contrast(theme.ramp(speedup), theme.color(Role::Background)) >= 3,
                 qPrintable(QString::number(speedup)));
    }
}

/// The ramp as people see it who lack the red, the green or the blue receptors (Viénot, Brettel and Mollon 1999 for the
/// first two, in linear light).
void TestLook::rampIsToldApartWithoutRedOrGreen()
{
    using Row = std::array<double, 3>;
    using Matrix = std::array<Row, 3>;
    constexpr Matrix kNoRed{{{0.11238, 0.88762, 0}, {0.11238, 0.88762, 0}, {0.00401, -0.00401, 1}}};
    constexpr Matrix kNoGreen{{{0.29275, 0.70725, 0}, {0.29275, 0.70725, 0}, {-0.02234, 0.02234, 1}}};
    const auto seen = [](const QColor& colour, const Matrix& eye) {
        const auto linear = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
        const Row rgb{linear(colour.redF()), linear(colour.greenF()), linear(colour.blueF())};
        Row out{};
        for (std::size_t i = 0; i < 3; ++i) {
            out[i] = std::cbrt(std::max(0.0, eye[i][0] * rgb[0] + eye[i][1] * rgb[1] + eye[i][2] * rgb[2]));
        }
        return out;
    };
    for (const Theme& theme : {Theme::light(), Theme::dark(), Theme::highContrast()}) {
        for (const Matrix& eye : {kNoRed, kNoGreen}) {
            for (const auto& [one, other] : {std::pair(0.25, 1.0), std::pair(1.0, 4.0), std::pair(0.25, 4.0)}) {
                const Row a = seen(theme.ramp(one), eye);
                const Row b = seen(theme.ramp(other), eye);
                const double apart = std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
                QVERIFY2(apart > 0.1, qPrintable(QStringLiteral("%1 and %2, theme %3: %4")
                                                     .arg(one)
                                                     .arg(other)
                                                     .arg(int(theme.kind()))
                                                     .arg(apart)));
            }
        }
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
    QCOMPARE(format::stage("timing, case 2 of 5"), QStringLiteral("timing (case 2 of 5)"));
    QCOMPARE(format::stage("timing, case x of 5"), QStringLiteral("timing, case x of 5")); // not the judge's words
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
    QCOMPARE(format::wholeFigures(QStringLiteral("59.5 µs, 89 % of 3,817 GB/s, 2 seeds and 5 msgs")),
             QStringLiteral("59.5\u00a0µs, 89\u00a0% of 3,817\u00a0GB/s, 2 seeds and 5 msgs"));
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
