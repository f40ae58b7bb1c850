#include "core/base/rng.h"
#include "widgets/tree/leafrows.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace espalier;

namespace {

/// The layout done the slow way, from nothing, by recursion over what is shown.
struct NaiveRows
{
    explicit NaiveRows(const LeafRows& layout) : rows(layout), tops(layout.size(), -1), spans(layout.size(), 0)
    {
        place(0, 0);
    }

    int place(LeafRows::Item item, int top)
    {
        tops[item] = top;
        int used = 0;
        for (const LeafRows::Item child : rows.children(item)) {
            used += rows.isHidden(child) ? 0 : place(child, top + used);
        }
        used += rows.extraRows(item);
        spans[item] = std::max(1, used);
        return spans[item];
    }

    const LeafRows& rows;
    std::vector<int> tops;
    std::vector<int> spans;
};

void compare(const LeafRows& rows)
{
    const NaiveRows naive(rows);
    for (LeafRows::Item item = 0; item < rows.size(); ++item) {
        if (rows.isShown(item) && !rows.isHidden(0)) {
            QCOMPARE(rows.span(item), naive.spans[item]);
            QCOMPARE(rows.top(item), naive.tops[item]);
        }
    }
}

} // namespace

class TestLeafRows : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void oneLeafIsOneRow();
    void parentSitsInTheMiddle();
    void agreesWithTheSlowWay_data();
    void agreesWithTheSlowWay();
    void visitsExactlyWhatMeetsTheRows();
};

void TestLeafRows::oneLeafIsOneRow()
{
    LeafRows rows;
    QCOMPARE(rows.rows(), 0);
    rows.append(std::nullopt);
    QCOMPARE(rows.rows(), 1);
    rows.append(0);
    QCOMPARE(rows.rows(), 1);
    rows.append(0);
    QCOMPARE(rows.rows(), 2);
    rows.setHidden(2, true);
    QCOMPARE(rows.rows(), 1);
    rows.setExtraRows(0, 1);
    QCOMPARE(rows.rows(), 2);
    QCOMPARE(rows.extraTop(0, 0), 1);
}

void TestLeafRows::parentSitsInTheMiddle()
{
    LeafRows rows;
    rows.append(std::nullopt);
    for (int i = 0; i < 3; ++i) {
        rows.append(0);
    }
    QCOMPARE(rows.centre(0), 1.0);
    QCOMPARE(rows.centre(3), 2.0);
}

void TestLeafRows::agreesWithTheSlowWay_data()
{
    QTest::addColumn<int>("reach");
    QTest::newRow("bushy, some items with over 64 children") << 3;
    QTest::newRow("any parent") << 1'000'000;
    QTest::newRow("one long chain") << 0;
}

void TestLeafRows::agreesWithTheSlowWay()
{
    QFETCH(int, reach);
    Rng rng(11);
    LeafRows rows;
    rows.append(std::nullopt);
    for (LeafRows::Item item = 1; item < 600; ++item) {
        const auto parent = reach == 0 ? item - 1 : rng.below(std::min<std::uint64_t>(item, std::uint64_t(reach)));
        rows.append(static_cast<LeafRows::Item>(parent));
        if (rng.uniform() < 0.2) {
            rows.setHidden(static_cast<LeafRows::Item>(1 + rng.below(item)), rng.uniform() < 0.6);
        }
        if (rng.uniform() < 0.2) {
            rows.setExtraRows(static_cast<LeafRows::Item>(rng.below(item)), static_cast<int>(rng.below(3)));
        }
        if (item % 50 == 0) {
            compare(rows);
        }
    }
}

void TestLeafRows::visitsExactlyWhatMeetsTheRows()
{
    Rng rng(3);
    LeafRows rows;
    rows.append(std::nullopt);
    for (LeafRows::Item item = 1; item < 500; ++item) {
        rows.append(static_cast<LeafRows::Item>(rng.below(std::min<std::uint64_t>(item, 5))));
        rows.setHidden(item, item % 9 == 0);
    }
    const NaiveRows naive(rows);
    for (int first = -3; first < rows.rows(); first += 7) {
        std::set<LeafRows::Item> expected;
        for (LeafRows::Item item = 0; item < rows.size(); ++item) {
            if (rows.isShown(item) && naive.tops[item] < first + 5 && naive.tops[item] + naive.spans[item] > first) {
                expected.insert(item);
            }
        }
        std::set<LeafRows::Item> visited;
        rows.visit(first, first + 5, [&](LeafRows::Item item, int top) {
            visited.insert(item);
            QCOMPARE(top, naive.tops[item]);
        });
        QVERIFY(visited == expected);
    }
}

QTEST_MAIN(TestLeafRows)
#include "tst_leafrows.moc"
