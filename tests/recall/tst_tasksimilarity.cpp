#include "core/recall/tasksimilarity.h"
#include "core/task/tasklibrary.h"

#include <QtTest>

#include <algorithm>
#include <cmath>

using namespace espalier;

/// How much the project's own tasks have in common.
class TestTaskSimilarity : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aTaskIsItself();
    void aFamilyIsNearerThanAStranger();
    void sizesCount();
    void itIsSymmetricAndBounded();
    void emptyTasksAreTaken();
};

namespace {

Task taskNamed(const std::string& name)
{
    auto task = loadTask(std::filesystem::path(ESPALIER_SOURCE_DIR) / "resources" / "tasks" / name);
    if (!task) {
        qFatal("%s", task.error().sentence().c_str());
    }
    return *std::move(task);
}

bool says(const Similarity& similarity, const std::string& reason)
{
    return std::ranges::find(similarity.reasons, reason) != similarity.reasons.end();
}

} // namespace

void TestTaskSimilarity::aTaskIsItself()
{
    const Task task = taskNamed("rmsnorm");
    const Similarity same = similarity(task, task);
    QVERIFY(std::abs(same.value - 1) < 1e-12);
    QVERIFY(says(same, "the same operator") && says(same, "3 of 3 tensors alike") &&
            says(same, "of about the same size"));
}

void TestTaskSimilarity::aFamilyIsNearerThanAStranger()
{
    const Task rmsnorm = taskNamed("rmsnorm");
    const Similarity layernorm = similarity(rmsnorm, taskNamed("layernorm"));
    const Similarity mapId = similarity(rmsnorm, taskNamed("map_id"));
    QVERIFY(says(layernorm, "of one family (normalisation)"));
    QVERIFY2(layernorm.value > 0.6, qPrintable(QString::number(layernorm.value)));
    QVERIFY2(mapId.value < 0.5, qPrintable(QString::number(mapId.value)));
    QVERIFY(similarity(taskNamed("conv1d"), taskNamed("depthwise_conv")).value >
            similarity(taskNamed("conv1d"), taskNamed("softmax")).value);
}

void TestTaskSimilarity::sizesCount()
{
    const Task task = taskNamed("rmsnorm");
    double before = 1.1;
    for (const int times : {1, 4, 30, 1000}) {
        Task larger = task;
        for (Case& one : larger.cases) {
            one.dims.front().second *= times;
        }
        const double value = similarity(task, larger).value;
        QVERIFY(value < before && value > 0.8);
        before = value;
    }
}

void TestTaskSimilarity::itIsSymmetricAndBounded()
{
    for (const char* one : {"rmsnorm", "conv1d", "map_id", "matmul", "cumsum", "batch_event_truncate"}) {
        for (const char* other : {"layernorm", "softmax", "wukong_ofm", "mbdt", "cross_entropy"}) {
            const double value = similarity(taskNamed(one), taskNamed(other)).value;
            QVERIFY(value >= 0 && value < 1);
            QVERIFY(std::abs(value - similarity(taskNamed(other), taskNamed(one)).value) < 1e-12);
        }
    }
}

void TestTaskSimilarity::emptyTasksAreTaken()
{
    QVERIFY(std::abs(similarity({}, {}).value - 1) < 1e-12);
    const double value = similarity({}, taskNamed("rmsnorm")).value;
    QVERIFY(value >= 0 && value < 0.2);
}

QTEST_GUILESS_MAIN(TestTaskSimilarity)
#include "tst_tasksimilarity.moc"
