#include "core/base/rng.h"
#include "core/task/expression.h"

#include <QTest>

#include <cmath>

using namespace espalier;

namespace {

const std::vector<std::string> kNames{"rows", "cols", "k3"};
const Dims kDims{{"rows", 12}, {"cols", 5}, {"k3", 7}};

double valueOf(std::string_view text)
{
    const Result<Expression> expression = Expression::parse(text, kNames);
    return expression ? expression->value(kDims) : std::nan("");
}

/// A random expression with its value, worked out beside the parser.
std::pair<std::string, double> randomExpression(Rng& rng, int depth)
{
    if (depth == 0 || rng.below(5) == 0) {
        if (rng.below(2) == 0) {
            const auto& [name, value] = kDims[rng.below(kDims.size())];
            return {name, static_cast<double>(value)};
        }
        const std::uint64_t number = 1 + rng.below(9);
        return {std::to_string(number), static_cast<double>(number)};
    }
    const auto [a, x] = randomExpression(rng, depth - 1);
    const auto [b, y] = randomExpression(rng, depth - 1);
    switch (rng.below(8)) {
    case 0:
        return {"(" + a + " + " + b + ")", x + y};
    case 1:
        return {"(" + a + "-" + b + ")", x - y};
    case 2:
        return {"(" + a + ")*(" + b + ")", x * y};
    case 3:
        return {"(" + a + ")/((" + b + "))", x / y};
    case 4:
        return {"min(" + a + ", " + b + ")", std::min(x, y)};
    case 5:
        return {"max( " + a + "," + b + " )", std::max(x, y)};
    case 6:
        return {"ceil(" + a + "," + b + ")", std::ceil(x / y)};
    default:
        return {"-(" + a + ")", -x};
    }
}

} // namespace

class ExpressionTest : public QObject
{
    Q_OBJECT

private slots:
    void followsPrecedence();
    void agreesWithItsConstruction();
    void refuses_data();
    void refuses();
    void survivesNoise();
};

void ExpressionTest::followsPrecedence()
{
    QCOMPARE(valueOf("2 + 3*4"), 14.0);
    QCOMPARE(valueOf("20 - 3 - 4"), 13.0);
    QCOMPARE(valueOf("100/5/2"), 10.0);
    QCOMPARE(valueOf("-rows + 2"), -10.0);
    QCOMPARE(valueOf("rows % cols * 3"), 6.0);
    QCOMPARE(valueOf("ceil(rows, cols)"), 3.0);
    QCOMPARE(valueOf("min(rows, cols) + max(1.5e2, k3)"), 155.0);
    QVERIFY(std::isnan(Expression::parse("rows", kNames)->value({{"cols", 5}})));
    QVERIFY(std::isnan(Expression().value(kDims)));
}

void ExpressionTest::agreesWithItsConstruction()
{
    Rng rng(7);
    for (int i = 0; i < 2000; ++i) {
        const auto [text, value] = randomExpression(rng, 4);
        const double got = text.size() > 1000 ? value : valueOf(text);
        QVERIFY2(got == value || (std::isnan(got) && std::isnan(value)), text.c_str());
    }
}

void ExpressionTest::refuses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("told");
    QTest::newRow("empty") << "" << "it is empty";
    QTest::newRow("blank") << "  " << "ends where";
    QTest::newRow("unknown dim") << "rows*depth" << "\"depth\" is not one of the dims";
    QTest::newRow("unknown function") << "sqrt(rows)" << "no function \"sqrt\"";
    QTest::newRow("one argument") << "min(rows)" << "takes two arguments";
    QTest::newRow("open parenthesis") << "(rows + 1" << "parenthesis is missing";
    QTest::newRow("close parenthesis") << "rows)" << "there is ')' at position 5";
    QTest::newRow("ends in an operator") << "rows *" << "ends where";
    QTest::newRow("no operator") << "2 rows" << "at position 3";
    QTest::newRow("number too large") << "1e999" << "cannot be read";
    QTest::newRow("not ASCII") << QString::fromUtf8("rows × 2") << "a strange character";
    QTest::newRow("deep") << QString(65, QLatin1Char('(')) + "1" + QString(65, QLatin1Char(')')) << "more than 64 deep";
    QTest::newRow("deep minus") << QString(400, QLatin1Char('-')) + "1" << "more than 64 deep";
    QTest::newRow("long") << QString(1001, QLatin1Char('1')) << "longer than 1000";
}

void ExpressionTest::refuses()
{
    QFETCH(QString, text);
    QFETCH(QString, told);
    const Result<Expression> expression = Expression::parse(text.toStdString(), kNames);
    QVERIFY(!expression);
    const QString sentence = QString::fromStdString(expression.error().sentence());
    QVERIFY2(sentence.contains(told), qPrintable(sentence));
}

void ExpressionTest::survivesNoise()
{
    Rng rng(11);
    const std::string letters = "rowscl k3+-*/%()0123456789.e,minax\x80\n";
    for (int i = 0; i < 20'000; ++i) {
        std::string text;
        for (std::uint64_t length = rng.below(30); length > 0; --length) {
            text += letters[rng.below(letters.size())];
        }
        const Result<Expression> expression = Expression::parse(text, kNames);
        if (expression) {
            [[maybe_unused]] const double value = expression->value(kDims);
        } else {
            QVERIFY(!expression.error().why.empty());
        }
    }
}

QTEST_APPLESS_MAIN(ExpressionTest)
#include "tst_expression.moc"
