#include "smalltask.h"

#include "core/base/file.h"

#include <QtGlobal>

#include <nlohmann/json.hpp>

namespace espalier::test {

namespace fs = std::filesystem;

void smallSoftmax(const fs::path& folder, bool withGpuCase)
{
    const fs::path shipped = ESPALIER_SOURCE_DIR "/resources/tasks/softmax";
    auto task = nlohmann::json::parse(*readFile(shipped / "task.json"));
    task.erase("baselines");
    nlohmann::json cases = nlohmann::json::array();
    for (auto one : task["cases"]) {
        if (one["role"] == "gpu") {
            one["dims"] = {{"rows", 33}, {"cols", 65}};
        }
        if (withGpuCase || one["role"] != "gpu") {
            cases.push_back(one);
        }
    }
    task["cases"] = cases;
    fs::create_directories(folder);
    for (const char* file : {"reference.cpp", "seed.cpp", "seed.cu"}) {
        fs::copy_file(shipped / file, folder / file);
    }
    if (!writeFileAtomic(folder / "task.json", task.dump())) {
        qFatal("cannot write a task");
    }
}

} // namespace espalier::test
