#include "taskfixture.h"

#include "core/task/tasklibrary.h"

#include <QTest>

namespace espalier::test {
namespace {

constexpr const char* kJson = R"json({
  "name": "twice", "summary": "Twice x plus a shift", "definition": "y[r][c] = 2 * x[r][c] + b[c]",
  "dims": ["rows", "cols"],
  "inputs": [
    {"name": "x", "dtype": "float32", "shape": ["rows", "cols"], "distribution": {"kind": "normal", "mean": 1, "std": 2}},
    {"name": "b", "dtype": "float32", "shape": ["cols"], "distribution": {"kind": "uniform", "low": -3, "high": "2 + 1"}}
  ],
  "outputs": [{"name": "y", "dtype": "float32", "shape": ["rows", "cols"]}],
  "cases": [
    {"name": "tiny", "role": "smoke", "dims": {"rows": 4, "cols": 32}},
    {"name": "big", "role": "cpu", "dims": {"rows": 64, "cols": 128}},
    {"name": "prime", "role": "hidden", "dims": {"rows": 7, "cols": 31}},
    {"name": "one", "role": "hidden", "dims": {"rows": 1, "cols": 1}},
    {"name": "narrow", "role": "hidden", "dims": {"rows": 101, "cols": 1}}
  ],
  "tolerance": {"rtol": 1e-5, "scale": 1e-5},
  "flops": "2*rows*cols", "bytes": "4*(2*rows*cols + cols)"
})json";

constexpr const char* kReference = R"(#include <cstdint>
void twice_reference(const float* x, const float* b, double* y, int64_t rows, int64_t cols)
{
    for (int64_t i = 0; i < rows * cols; ++i) { y[i] = 2.0 * x[i] + b[i % cols]; }
}
)";

constexpr const char* kSeed = R"(#include <cstdint>
void twice(const float* x, const float* b, float* y, int64_t rows, int64_t cols)
{
    for (int64_t i = 0; i < rows * cols; ++i) { y[i] = 2.0f * x[i] + b[i % cols]; }
}
)";

} // namespace

TaskFixture::TaskFixture() : json(nlohmann::json::parse(kJson)), reference(kReference), seed(kSeed) {}

void TaskFixture::write() const
{
    writeText(json.dump(2));
}

void TaskFixture::writeText(const std::string& taskJson) const
{
    QVERIFY(writeFileAtomic(m_folder.path() / "task.json", taskJson));
    QVERIFY(writeFileAtomic(m_folder.path() / "reference.cpp", reference));
    QVERIFY(writeFileAtomic(m_folder.path() / "seed.cpp", seed));
}

void useCacheOfOurOwn()
{
    static const TemporaryFolder folder("espalier-cache");
    qputenv("XDG_CACHE_HOME", QByteArray::fromStdString(folder.path().string()));
}

Task shippedTask(const std::string& name)
{
    const Result<Task> task = loadTask(std::filesystem::path(ESPALIER_SOURCE_DIR) / "resources/tasks" / name);
    if (!task) {
        qFatal("%s", task.error().sentence().c_str());
    }
    return *task;
}

std::vector<std::string> shippedTaskNames()
{
    return taskNames(std::filesystem::path(ESPALIER_SOURCE_DIR) / "resources/tasks");
}

} // namespace espalier::test
