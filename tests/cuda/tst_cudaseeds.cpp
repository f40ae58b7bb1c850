#include "core/base/temporaryfolder.h"
#include "core/opencl/manifest.h"
#include "core/task/tasklibrary.h"
#include "processorgrid.h"
#include "seeds.h"

#include <QtTest>

using namespace espalier;

/// Every shipped task's seed.cu computes its task, as far as a processor can tell: in its smoke and hidden cases, its
/// kernels compiled as C++ and run by ProcessorGrid.
class TestCudaSeeds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void computesItsTask_data();
    void computesItsTask();

private:
    TemporaryFolder m_folder{"espalier-cudaseeds"};
};

void TestCudaSeeds::computesItsTask_data()
{
    qputenv("XDG_CACHE_HOME", (m_folder.path() / "cache").c_str());
    QTest::addColumn<QString>("task");
    for (const std::string& name : taskNames(ESPALIER_SOURCE_DIR "/resources/tasks")) {
        QTest::newRow(name.c_str()) << QString::fromStdString(name);
    }
}

void TestCudaSeeds::computesItsTask()
{
    QFETCH(QString, task);
    const Task tried = test::shippedTask(task.toStdString());
    const std::string source = test::cudaSeed(tried.name);
    QVERIFY2(Manifest::parse(source, KernelSignature::of(tried)), "no seed.cu, or one without a launch manifest");
    const std::string wrong = test::whatIsWrong(tried, source, m_folder.path());
    QVERIFY2(wrong.empty(), wrong.c_str());
}

QTEST_GUILESS_MAIN(TestCudaSeeds)
#include "tst_cudaseeds.moc"
