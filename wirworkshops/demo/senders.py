"""What the DNS would say of the demo's sender, whose domain nobody has."""

RECORDS = {
    "offenbach.example": ["v=spf1 include:post.example -all"],
    "post.example": ["v=spf1 ip4:192.0.2.25 -all"],
    "_dmarc.offenbach.example": ["v=DMARC1; p=none; rua=mailto:dmarc@offenbach.example"],
}


def texts_of(name: str) -> list[str]:
    return RECORDS.get(name, [])
