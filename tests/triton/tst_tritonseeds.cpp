#include "core/base/file.h"
#include "core/task/tasklibrary.h"
#include "interpreted.h"

#include <QtTest>

using namespace espalier;

/// Every seed_triton.py computes its task, and so does the reference in PyTorch beside it, as far as the smoke case
/// tells; on a machine without a GPU in Triton's interpreter.
class TestTritonSeeds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void computesItsTask_data();
    void computesItsTask();
};

void TestTritonSeeds::computesItsTask_data()
{
    QTest::addColumn<QString>("task");
    for (const std::string& name : taskNames(ESPALIER_SOURCE_DIR "/resources/tasks")) {
        QTest::newRow(name.c_str()) << QString::fromStdString(name);
    }
}

void TestTritonSeeds::computesItsTask()
{
    QFETCH(QString, task);
    if (const std::string why = test::whyNoTriton(); !why.empty()) {
        QSKIP(why.c_str());
    }
    Task tried = test::shippedTask(task.toStdString());
    const auto seed = readFile(tried.folder / "seed_triton.py");
    QVERIFY2(seed, "there is no seed_triton.py");
    const auto evaluator = test::openTriton(tried);
    for (const BaselineResult& baseline : evaluator->baselines()) {
        QVERIFY2(baseline.valid, (baseline.name + ": " + baseline.reason).c_str());
    }
    QVERIFY(evaluator->baselines().size() > 1);
    const Evaluation evaluation = test::evaluate(*evaluator, *seed);
    QVERIFY2(isValid(evaluation.verdict) || evaluation.verdict == Verdict::Untimed, evaluation.reason.c_str());
    QCOMPARE(evaluation.trust.tier, 3);
}

QTEST_GUILESS_MAIN(TestTritonSeeds)
#include "tst_tritonseeds.moc"
