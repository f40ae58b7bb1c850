#include "core/import/kernelbench/sizenames.h"

#include "core/import/kernelbench/operatorsource.h"
#include "core/task/wording.h"

namespace espalier {
namespace {

constexpr std::size_t kNameCap = 40;

bool isUsable(const std::string& name)
{
    return isIdentifier(name) && !isTakenBySource(name) && name != "min" && name != "max" && name != "ceil";
}

} // namespace

std::string cName(const std::string& text)
{
    std::string name;
    for (const char c : text) {
        const bool capital = c >= 'A' && c <= 'Z';
        const bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        const char next = capital ? static_cast<char>(c - 'A' + 'a') : kept ? c : '_';
        if (next != '_' || (!name.empty() && name.back() != '_')) {
            name += next;
        }
    }
    if (name.empty() || (name.front() >= '0' && name.front() <= '9')) {
        name.insert(0, "p");
    }
    name.resize(std::min(name.size(), kNameCap));
    while (name.size() > 1 && name.back() == '_') {
        name.pop_back();
    }
    return name;
}

std::string SizeNames::claim(const std::string& wanted)
{
    const std::string base = cName(wanted);
    std::string name = base;
    for (int i = 2; !isUsable(name) || !m_taken.insert(name).second; ++i) {
        name = base.substr(0, kNameCap - 6) + "_" + std::to_string(i);
    }
    return name;
}

Extent SizeNames::extent(const PythonValue& size)
{
    if (size.constant.empty() && size.whole == 1) {
        return {};
    }
    Extent& extent = size.constant.empty() ? m_byNumber[size.whole] : m_byConstant[size.constant];
    if (extent.dim.empty()) {
        extent.dim = claim(size.constant.empty() ? "size" : size.constant);
        extent.value = size.whole;
        m_dims.emplace_back(extent.dim, size.whole);
    }
    return extent;
}

std::optional<Extent> SizeNames::known(const PythonValue& size) const
{
    if (!size.constant.empty()) {
        const auto found = m_byConstant.find(size.constant);
        return found == m_byConstant.end() ? std::nullopt : std::optional(found->second);
    }
    const auto found = m_byNumber.find(size.whole);
    return size.whole == 1             ? std::optional(Extent{})
           : found == m_byNumber.end() ? std::nullopt
                                       : std::optional(found->second);
}

TensorShape SizeNames::shape(const std::vector<PythonValue>& sizes)
{
    TensorShape shape;
    for (const PythonValue& size : sizes) {
        shape.push_back(extent(size));
    }
    return shape;
}

} // namespace espalier
