/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Little-endian numbers in memory, as USB has them, and a buffer to which descriptors are appended.
 */
#ifndef VM_BYTES_H
#define VM_BYTES_H

#include <stddef.h>
#include <stdint.h>

struct bytes {
	uint8_t data[1024];
	size_t length;
};

static inline void set16(uint8_t *at, unsigned value)
{
	at[0] = (uint8_t)value;
	at[1] = (uint8_t)(value >> 8);
}

static inline void set32(uint8_t *at, uint32_t value)
{
	set16(at, value & 0xffff);
	set16(at + 2, value >> 16);
}

static inline uint16_t get16(const uint8_t *at)
{
	return (uint16_t)(at[0] | at[1] << 8);
}

static inline uint32_t get32(const uint8_t *at)
{
	return get16(at) | (uint32_t)get16(at + 2) << 16;
}

static inline void put8(struct bytes *bytes, unsigned value)
{
	bytes->data[bytes->length++] = (uint8_t)value;
}

static inline void put16(struct bytes *bytes, unsigned value)
{
	set16(bytes->data + bytes->length, value);
	bytes->length += 2;
}

static inline void put32(struct bytes *bytes, uint32_t value)
{
	set32(bytes->data + bytes->length, value);
	bytes->length += 4;
}

#endif
