#include "core/synthesis/rules/registry.h"
#include "core/synthesis/rules/triton/tritonrule.h"
#include "interpreted.h"

#include <QtTest>

using namespace espalier;

/// What the rules for Triton make of seeds is right, judged as candidates are, with Triton's interpreter.
class TestTritonRewrites : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rewritingsStayRight_data();
    void rewritingsStayRight();
};

/// The rules one after the other, each at its last place, so that what one wrote is what the next one reads.
void TestTritonRewrites::rewritingsStayRight_data()
{
    QTest::addColumn<QString>("task");
    QTest::addColumn<QString>("rules");
    const auto row = [](const char* task, const char* rules) { QTest::newRow(task) << task << rules; };
    row("softmax", "triton-even-masks triton-cache-hints triton-warps triton-autotune");
    row("rmsnorm", "triton-cache-hints triton-autotune triton-even-masks");
    row("cumsum", "triton-block triton-even-masks triton-loops triton-alignment triton-stages");
    row("matmul", "triton-block triton-program-order triton-even-masks triton-products triton-loops triton-autotune");
    row("map_id", "triton-even-masks triton-block triton-alignment triton-cache-hints");
    row("mbdt", "triton-block triton-program-order triton-loops triton-cache-hints");
    row("rmsnorm_backward", "triton-even-masks triton-block triton-autotune triton-loops triton-even-masks");
    row("batch_event_truncate", "triton-block triton-program-order triton-loops triton-alignment");
}

void TestTritonRewrites::rewritingsStayRight()
{
    if (const std::string why = test::whyNoTriton(); !why.empty()) {
        QSKIP(why.c_str());
    }
    QFETCH(QString, task);
    QFETCH(QString, rules);
    std::string source = test::tritonSeed(task.toStdString());
    int changes = 0;
    Rng rng(1);
    for (const QString& name : rules.split(' ')) {
        const auto* rule = rules::transformationNamed(name.toStdString(), rules::Dialect::Triton);
        QVERIFY(rule != nullptr);
        const auto kernel = rules::parseTritonKernel(source);
        QVERIFY2(kernel, source.c_str());
        const auto sites = rule->sites(**kernel);
        const auto made = sites.empty() ? Result<std::string>(Error{}) : rule->apply(**kernel, sites.back(), rng);
        source = made ? *made : source;
        changes += made ? 1 : 0;
    }
    QVERIFY(changes >= 3);
    const auto evaluator = test::openTriton(test::shippedTask(task.toStdString()));
    const Evaluation evaluation = test::evaluate(*evaluator, source);
    QVERIFY2(evaluation.verdict == Verdict::Untimed || isValid(evaluation.verdict),
             (evaluation.reason + "\n" + source).c_str());
}

QTEST_GUILESS_MAIN(TestTritonRewrites)
#include "tst_tritonrewrites.moc"
