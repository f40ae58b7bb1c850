#pragma once

#include <QLineEdit>

#include <string>

namespace espalier {

/// One line for the reason of a steering command; optional, and kept in the steering log.
class ReasonField : public QLineEdit
{
    Q_OBJECT

public:
    explicit ReasonField(const QString& placeholder, QWidget* parent = nullptr);

    /// UTF-8 without white space at its ends; empty where none was given.
    std::string reason() const { return text().trimmed().toStdString(); }
};

} // namespace espalier
