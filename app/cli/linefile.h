#pragma once

#include "core/base/result.h"

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>

namespace espalier::cli {

/// Lines one after the other, on standard output or into a file that is there whole after finish() or not at all.
class LineFile
{
public:
    /// An empty path is standard output.
    static Result<LineFile> open(const std::filesystem::path& path);
    LineFile(LineFile&&) noexcept = default;
    LineFile& operator=(LineFile&&) = delete;
    ~LineFile();

    Result<void> write(const std::string& line);
    /// Once, after the last line.
    Result<void> finish();

private:
    struct Closer
    {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };

    LineFile(std::filesystem::path path, std::unique_ptr<std::FILE, Closer> file)
        : m_path(std::move(path)), m_file(std::move(file))
    {
    }
    std::FILE* stream() const { return m_file ? m_file.get() : stdout; }
    std::filesystem::path part() const;
    Error failed() const;

    std::filesystem::path m_path;
    std::unique_ptr<std::FILE, Closer> m_file; ///< null for standard output, and after finish()
};

} // namespace espalier::cli
