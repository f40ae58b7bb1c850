#include "core/task/tasklibrary.h"
#include "devicefixture.h"

#include <QtTest>

using namespace espalier;

/// Every seed.cl of a shipped task is right in every smoke, hidden and cpu case, by the real judge.
class TestDeviceSeeds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void rightInEveryCase_data();
    void rightInEveryCase();
};

void TestDeviceSeeds::initTestCase()
{
    if (const std::string why = test::whyNoDevice(); !why.empty()) {
        QSKIP(why.c_str());
    }
}

void TestDeviceSeeds::rightInEveryCase_data()
{
    QTest::addColumn<QString>("task");
    for (const std::string& name : taskNames(ESPALIER_SOURCE_DIR "/resources/tasks")) {
        if (!test::shippedTask(name).needsGpu()) {
            QTest::newRow(name.c_str()) << QString::fromStdString(name);
        }
    }
}

void TestDeviceSeeds::rightInEveryCase()
{
    QFETCH(QString, task);
    // Opening checks and races the baselines, of which the seed is one: a wrong seed is an error.
    const auto evaluator = test::openDevice(test::shippedTask(task.toStdString()));
    QVERIFY2(evaluator, evaluator ? "" : evaluator.error().sentence().c_str());
    for (const BaselineResult& baseline : (*evaluator)->baselines()) {
        qInfo("%s %.3f ms %s", baseline.name.c_str(), baseline.meanMs, baseline.reason.c_str());
        QVERIFY2(baseline.valid, baseline.reason.c_str());
    }
}

QTEST_GUILESS_MAIN(TestDeviceSeeds)
#include "tst_deviceseeds.moc"
