#pragma once

#include "core/import/kernelbench/translation.h"
#include "core/task/variation.h"

#include <nlohmann/json.hpp>

namespace espalier {

/// How a task made of a problem is called, and where it is from.
struct TaskOrigin
{
    std::string name;    ///< the task's
    std::string file;    ///< as shown to people: "level1/19_ReLU.py"
    std::string licence; ///< empty where it is not known
};

struct TaskDocument
{
    nlohmann::ordered_json json;       ///< task.json
    std::string reference;             ///< reference.cpp
    std::string seed;                  ///< seed.cpp
    std::vector<std::string> hardened; ///< what is not as in the problem file, one clause each
};

/// Everything that a task folder of this operator holds. Errors where a task cannot say it.
Result<TaskDocument> taskDocument(const Translation& translation, const Problem& problem, const TaskOrigin& origin);

/// Adds to "variations" those that the operator is not meant for.
void decline(TaskDocument& document, const std::vector<Variation>& variations);

} // namespace espalier
