#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace espalier {

/// A library opened with dlopen, closed when the object dies.
class SharedLibrary
{
public:
    static Result<std::shared_ptr<const SharedLibrary>> open(const std::filesystem::path& file);
    ~SharedLibrary();
    SharedLibrary(const SharedLibrary&) = delete;
    SharedLibrary& operator=(const SharedLibrary&) = delete;

    void* symbol(const char* name) const; ///< null when there is none

private:
    explicit SharedLibrary(void* handle) : m_handle(handle) {}

    void* m_handle;
};

/// Compiles a task's own C++ (trusted: it is the user's, not a candidate's) into `output`, written beside it and
/// renamed, so that two processes may build the same file. `sources` are file names with their text; "main.cpp" is
/// compiled, and the others are what it includes. g++, or clang++ where there is none. `what` names the source in the
/// error.
Result<void> buildSharedLibrary(const std::map<std::string, std::string>& sources,
                                const std::vector<std::string>& flags, const std::filesystem::path& output,
                                const std::string& what);

} // namespace espalier
