#include "core/base/rng.h"
#include "core/review/anchoring.h"

#include <QTest>

#include <algorithm>
#include <string>
#include <vector>

using namespace espalier;

namespace {

using Lines = std::vector<std::string>;

std::string text(const Lines& lines)
{
    std::string all;
    for (const std::string& line : lines) {
        all += line + "\n";
    }
    return all;
}

/// A kernel-like text in which many lines are the same.
Lines drawnSource(Rng& rng, std::size_t length)
{
    Lines lines;
    for (std::size_t i = 0; i < length; ++i) {
        switch (rng.below(4)) {
        case 0:
            lines.emplace_back("}");
            break;
        case 1:
            lines.emplace_back("    sum += x[i];");
            break;
        default:
            lines.push_back("    float value" + std::to_string(rng.below(1000)) + " = load(" + std::to_string(i) +
                            ");");
        }
    }
    return lines;
}

/// What a candidate's author does: insert, delete, rewrite, indent and move lines. `origin` keeps where each line came
/// from; -1: it is new or rewritten.
void edit(Rng& rng, Lines& lines, std::vector<int>& origin)
{
    const auto any = [&] { return static_cast<std::ptrdiff_t>(rng.below(lines.size())); };
    switch (lines.empty() ? 0 : rng.below(4)) {
    case 0: {
        const auto at = static_cast<std::ptrdiff_t>(rng.below(lines.size() + 1));
        lines.insert(lines.begin() + at, "    fresh line " + std::to_string(rng.below(100000)));
        origin.insert(origin.begin() + at, -1);
        break;
    }
    case 1: {
        const auto at = any();
        lines.erase(lines.begin() + at);
        origin.erase(origin.begin() + at);
        break;
    }
    case 2: {
        const auto at = static_cast<std::size_t>(any());
        lines[at] = "    rewritten(" + std::to_string(rng.below(100000)) + ");";
        origin[at] = -1;
        break;
    }
    default: {
        const auto at = static_cast<std::size_t>(any());
        lines[at].insert(0, "    ");
    }
    }
}

} // namespace

class TestAnchoring : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void unchangedMovedChangedDeleted();
    void indentingIsNoChange();
    void linesThatAreEverywhereDoNotMove();
    void emptyTexts();
    void randomEditsKeepCommentsInside();
};

void TestAnchoring::unchangedMovedChangedDeleted()
{
    const LineMap map(
        "void kernel()\n{\n    load_all_rows();\n    int tile = 64;\n    compute();\n    store_it();\n}\n",
        "void kernel()\n{\n    int tile = 128;\n    compute();\n    load_all_rows();\n}\n");
    QCOMPARE(map.place(1), (LinePlace{LineFate::Same, 1}));
    QCOMPARE(map.place(3), (LinePlace{LineFate::Moved, 5}));
    QCOMPARE(map.place(4), (LinePlace{LineFate::Changed, 3}));
    QCOMPARE(map.place(5), (LinePlace{LineFate::Same, 4}));
    QCOMPARE(map.place(6).fate, LineFate::Deleted);
    QVERIFY(map.place(6).line >= 5 && map.place(6).line <= 6);
    QCOMPARE(map.place(7), (LinePlace{LineFate::Same, 6}));
}

void TestAnchoring::indentingIsNoChange()
{
    const LineMap map("a = load(x);\nb = load(y);\n", "if (x) {\n    a = load(x);\n    b = load(y);\n}\n");
    QCOMPARE(map.place(1), (LinePlace{LineFate::Same, 2}));
    QCOMPARE(map.place(2), (LinePlace{LineFate::Same, 3}));
}

void TestAnchoring::linesThatAreEverywhereDoNotMove()
{
    const LineMap map("first();\n}\nsecond_call();\n", "second_call();\nthird_call();\n}\n");
    QVERIFY(map.place(2).fate != LineFate::Moved);
    const LineMap twice("sum += x[i];\nother_one();\n", "other_one();\nsum += x[i];\nnothing();\nsum += x[i];\n");
    QVERIFY(twice.place(1).fate != LineFate::Moved); // which of the two?
}

void TestAnchoring::emptyTexts()
{
    QCOMPARE(LineMap("a line\n", "").place(1), (LinePlace{LineFate::Deleted, 0}));
    QCOMPARE(LineMap("", "a line\n").place(1), (LinePlace{LineFate::Deleted, 1}));
    QCOMPARE(LineMap("same\n", "same\n").place(99), (LinePlace{LineFate::Deleted, 1}));
    QCOMPARE(LineMap("same\n", "same\n").place(-1), (LinePlace{LineFate::Deleted, 1}));
}

void TestAnchoring::randomEditsKeepCommentsInside()
{
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        Rng rng(seed);
        const Lines before = drawnSource(rng, rng.below(60));
        Lines after = before;
        std::vector<int> origin(before.size());
        for (std::size_t i = 0; i < origin.size(); ++i) {
            origin[i] = static_cast<int>(i) + 1;
        }
        for (std::uint64_t i = rng.below(12); i > 0; --i) {
            edit(rng, after, origin);
        }
        const LineMap map(text(before), text(after));
        const int last = static_cast<int>(after.size());
        for (int line = -1; line <= static_cast<int>(before.size()) + 2; ++line) {
            const LinePlace place = map.place(line);
            const std::string where = "seed " + std::to_string(seed) + ", line " + std::to_string(line);
            QVERIFY2(place.line >= (last == 0 ? 0 : 1) && place.line <= last, where.c_str());
            if (line < 1 || line > static_cast<int>(before.size())) {
                continue;
            }
            const std::string& words = before[static_cast<std::size_t>(line - 1)];
            const std::string& there = place.line > 0 ? after[static_cast<std::size_t>(place.line - 1)] : words;
            const auto stripped = [](std::string one) { return one.erase(0, one.find_first_not_of(' ')); };
            // Wherever the comment says that its line still stands, it does.
            if (place.fate == LineFate::Same || place.fate == LineFate::Moved) {
                QVERIFY2(stripped(words) == stripped(there), where.c_str());
            }
            // A line that is one of its kind on both sides and was left alone keeps its comment, at its own place.
            const auto alike = [&](const std::string& one) { return stripped(one) == stripped(words); };
            if (std::ranges::count_if(before, alike) == 1 && std::ranges::count_if(after, alike) == 1) {
                const auto own = std::ranges::find(origin, line);
                QVERIFY2(own != origin.end() && own - origin.begin() + 1 == place.line, where.c_str());
                QVERIFY2(place.fate == LineFate::Same || place.fate == LineFate::Moved, where.c_str());
            }
        }
    }
}

QTEST_GUILESS_MAIN(TestAnchoring)
#include "tst_anchoring.moc"
