#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <string>
#include <vector>

namespace espalier {

/// What became of one problem file.
struct ImportedProblem
{
    enum class Outcome {
        Made,         ///< a task folder that passed the check of tasks
        Untranslated, ///< it does something that is not known here, so nothing is said of it as a task
        Refused,      ///< it is understood, and nothing a search could be trusted on
    };

    std::string file; ///< below the path that was imported
    Outcome outcome = Outcome::Refused;
    std::string task;                  ///< its name
    std::filesystem::path folder;      ///< where Made
    std::vector<std::string> hardened; ///< where Made: what differs from the problem file, one clause each
    std::string why;                   ///< where not Made: one clause
};

struct ImportOptions
{
    std::filesystem::path out; ///< task folders are made here
    std::string licence;       ///< of all files; empty: by the file's SPDX line, else by the collection's licence file
};

/// The problem files below a path in a steady order: the path itself, or every *.py in the folder, at most four levels
/// deep and at most 2,000. Links to folders are not followed.
Result<std::vector<std::filesystem::path>> problemFiles(const std::filesystem::path& path);

/// Makes a task of one file below `root`. The file is read and never run; what is written anew of it, a C++ reference
/// and a C++ seed, is compiled and checked as `espalier tasks check` does it, which takes a few seconds. A folder is
/// there whole or not at all, and one that is there already is left alone. An error only where no file could be
/// imported: a folder that cannot be written, no compiler.
Result<ImportedProblem> importProblem(const std::filesystem::path& file, const std::filesystem::path& root,
                                      const ImportOptions& options);

} // namespace espalier
