#include "app/cli/linefile.h"

#include <cerrno>
#include <cstring>
#include <system_error>

namespace espalier::cli {

namespace fs = std::filesystem;

Result<LineFile> LineFile::open(const fs::path& path)
{
    LineFile lines(path, nullptr);
    if (path.empty()) {
        return lines;
    }
    std::unique_ptr<std::FILE, Closer> file(std::fopen(lines.part().c_str(), "wbe"));
    if (!file) {
        return lines.failed();
    }
    return LineFile(path, std::move(file));
}

LineFile::~LineFile()
{
    if (m_file) {
        std::error_code ignored;
        fs::remove(part(), ignored);
    }
}

Result<void> LineFile::write(const std::string& line)
{
    const bool done =
        std::fwrite(line.data(), 1, line.size(), stream()) == line.size() && std::fputc('\n', stream()) != EOF;
    return done ? Result<void>() : failed();
}

Result<void> LineFile::finish()
{
    if (std::fflush(stream()) != 0) {
        return failed();
    }
    if (!m_file) {
        return {};
    }
    std::error_code code;
    fs::rename(part(), m_path, code);
    if (code) {
        errno = code.value();
        return failed();
    }
    m_file.reset();
    return {};
}

fs::path LineFile::part() const
{
    return m_path.string() + ".part";
}

Error LineFile::failed() const
{
    return {ErrorKind::Machine, "cannot write " + (m_path.empty() ? "to standard output" : m_path.string()),
            std::strerror(errno), "check the folder, its permissions and the space on the disk"};
}

} // namespace espalier::cli
