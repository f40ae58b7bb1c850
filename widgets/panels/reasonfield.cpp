#include "widgets/panels/reasonfield.h"

namespace espalier {
namespace {

constexpr int kLongest = 500; ///< characters

} // namespace

ReasonField::ReasonField(const QString& placeholder, QWidget* parent) : QLineEdit(parent)
{
    setObjectName(QStringLiteral("reason"));
    setAccessibleName(tr("Reason"));
    setPlaceholderText(placeholder);
    setMaxLength(kLongest);
    setTextMargins(6, 0, 4, 0);
}

} // namespace espalier
