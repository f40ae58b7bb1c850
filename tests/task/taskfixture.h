#pragma once

#include "core/base/file.h"
#include "core/base/temporaryfolder.h"
#include "core/task/task.h"

#include <nlohmann/json.hpp>
#include <string>

namespace espalier::test {

/// A task folder of its own, removed at the end: y = 2x + b by row, sound unless a test changes it.
class TaskFixture
{
public:
    TaskFixture();

    nlohmann::json json;   ///< task.json, to be changed before write()
    std::string reference; ///< reference.cpp
    std::string seed;      ///< seed.cpp
    std::filesystem::path folder() const { return m_folder.path(); }

    void write() const;
    void writeText(const std::string& taskJson) const; ///< task.json as given, the rest as write()

private:
    TemporaryFolder m_folder;
};

/// Tests keep what they build out of the user's cache.
void useCacheOfOurOwn();

/// One of the tasks that come with the program; fails the program when it does not load.
Task shippedTask(const std::string& name);
std::vector<std::string> shippedTaskNames();

} // namespace espalier::test
