#pragma once

#include <QTemporaryDir>

#include <string>
#include <vector>

namespace espalier::test {

/// What evaluations may leave behind: processes below this one (whatever loses its parent comes to this one), open
/// descriptors of this process and of each below it, which memory files are among, entries of /dev/shm of this user and
/// of a temporary folder that nobody else uses. Make it before the first evaluator.
class Leftovers
{
public:
    Leftovers();
    ~Leftovers();

    /// One line a thing, sorted; equal lists before and after mean that nothing leaked.
    std::vector<std::string> list() const;

private:
    QTemporaryDir m_folder;
};

} // namespace espalier::test
