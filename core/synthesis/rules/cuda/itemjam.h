#pragma once

#include "core/synthesis/rules/cuda/gridkernel.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace espalier::rules {

/// Rewrites statements of one element so that they do several: `for (int item = 0; item < ITEMS; ++item) { … }` around
/// each run of them, with arrays in place of the variables that outlive a run, and within the loops that are the same
/// for all.
class ItemJam
{
public:
    struct Setting
    {
        std::string item;  ///< name of the counter
        std::string items; ///< name of the constant
        /// The declaration of the element's own number in a run that stores nothing, made safe for elements beyond the
        /// end.
        std::string anyElement;
        std::string trueElement; ///< its declaration where something is stored
        std::string exists;      ///< the condition that it is an element; empty where all are
    };

    /// `own` is the declaration of the element's number; `statements` are those of the kernel behind the guard.
    ItemJam(const Kernel& kernel, unsigned own, std::vector<const Node*> statements, Setting setting);

    /// Nothing where the statements cannot be done so.
    std::optional<std::string> write();

private:
    using List = std::vector<const Node*>;

    bool depends(const Node& node) const;
    bool isSharedDeclaration(const Node& statement) const;
    bool isSharedLoop(const Node& statement) const;
    void findDependent(const List& statements);
    void place(const List& statements);
    bool fits(const List& statements) const;
    std::string listText(const List& statements) const;
    std::string runText(const List& run) const;
    std::string statementText(const Node& statement) const;

    const Kernel& m_kernel;
    unsigned m_own;
    List m_statements;
    Setting m_setting;
    std::set<unsigned> m_dependent;                   ///< variables that differ between elements
    std::map<unsigned, std::pair<int, bool>> m_where; ///< their run, and whether they are used in another one
    mutable std::string m_arrays;                     ///< declarations
    int m_run = 0;
};

} // namespace espalier::rules
